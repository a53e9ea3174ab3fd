import { targetsDown } from '../../signals';
import { OBSERVABILITY_NODE, ofTheStack } from '../stack';

/** On every node: takes spans and lines of its pods and sends them on. */
export const agent = ofTheStack('collector-agent', 'metrics', {
  targets: 20,
  perNode: true,
  namespace: OBSERVABILITY_NODE,
});
/** Sends all spans of a trace to the same sampler. */
export const gateway = ofTheStack('collector-gateway', 'metrics', { targets: 3 });
/** Keeps what is worth keeping of whole traces, on disk until Jaeger has taken it. */
export const sampler = ofTheStack('collector-sampler', 'metrics', { targets: 3 });

/** All tiers, which are told apart by their job. */
export const tiers = {
  job: [agent.job, gateway.job, sampler.job],
  namespace: [...new Set([agent.namespace, gateway.namespace])],
} as const;

export const agentTargets = targetsDown(agent, { prefix: 'CollectorAgent', title: 'the agents' });
export const gatewayTargets = targetsDown(gateway, { prefix: 'CollectorGateway', title: 'the gateways' });
export const samplerTargets = targetsDown(sampler, { prefix: 'CollectorSampler', title: 'the samplers' });

/** In examples: a pod of a tier, and pods that are none of ours. */
export const podOf = ({ job, namespace }: Pick<typeof agent, 'job' | 'namespace'>, pod = 'a') => ({
  job,
  namespace,
  pod,
});
export const strangers = [
  { job: 'collector-of-somebody', namespace: agent.namespace, pod: 'y' },
  { job: gateway.job, namespace: 'elsewhere', pod: 'z' },
  { job: agent.job, namespace: 'elsewhere', pod: 'z' },
] as const;
