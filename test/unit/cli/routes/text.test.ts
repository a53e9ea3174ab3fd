import { answerText } from '../../../../cli/routes/text';

it('names what alerts are told together by, with the value where it is known', () => {
  const text = answerText({
    environments: ['north'],
    alert: 'KilnCold',
    labels: { alertname: 'KilnCold', severity: 'critical', team: 'ovens', workload: 'kiln' },
    told: [
      {
        receiver: 'ovens-page',
        path: [],
        group_by: ['workload', 'kiln_id'],
        group_wait: '30s',
        group_interval: '5m',
        repeat_interval: '12h',
        outside: [],
        within: [],
      },
    ],
    silent: [],
  });
  expect(text).toContain('  together      with all of the same workload (kiln), kiln_id\n');
});
