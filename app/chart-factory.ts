import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** Creates one chart; kept apart from its creation, so that each can be timed. */
export type ChartFactory = (scope: Construct) => Chart;
