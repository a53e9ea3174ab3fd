import { critical, warning, type Case } from '../case';

export const WAFER_MAP: readonly Case[] = [
  {
    incident: 'slow-maps',
    workloads: ['wafer-map'],
    lasts: 30,
    resolves: 15,
    expected: [
      warning('WaferMapLatencyP95', 15, '10 m above 1.2 s'),
      critical('WaferMapLatencyP95', 16, '10 m above 4 s'),
    ],
  },
  {
    incident: 'failing-maps',
    workloads: ['wafer-map'],
    lasts: 30,
    resolves: 15,
    expected: [critical('WaferMapErrorRatio', 9, '5 m above 1 %')],
  },
  {
    incident: 'descriptor-leak',
    workloads: ['wafer-map'],
    lasts: 20,
    resolves: 5,
    expected: [warning('WaferMapFileDescriptors', 12, '10 m above 90 %')],
  },
];
