import { critical, KNOWN, warning, type Case } from '../case';

export const INFRASTRUCTURE: readonly Case[] = [
  {
    incident: 'disk-filling',
    workloads: ['nodes'],
    lasts: 190,
    resolves: 10,
    expected: [
      critical('NodeDiskFillingUp', 110, '15 m, once less than 40 % are left after an hour, and for less than 4 h'),
      critical('NodeDiskNearlyFull', 182, '5 m below 3 %, which are left after 171'),
    ],
  },
  {
    incident: 'gpu-hot',
    workloads: ['gpus'],
    lasts: 20,
    resolves: 5,
    expected: [warning('GpuHot', 12, '10 m above 85 °C')],
  },
  {
    incident: 'pager-unreachable',
    workloads: ['alertmanager'],
    ...KNOWN,
    lasts: 30,
    // The slower of its pages looks back for half an hour.
    resolves: 45,
    expected: [
      warning('AlertmanagerNotificationsFail', 13, '10 m above 1 %'),
      critical('AlertmanagerDeliveryBurnsBudgetFast', 30, 'a fiftieth of the budget of 30 d'),
    ],
  },
];
