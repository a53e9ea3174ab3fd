import { checkEnvironment } from '../../../charts/invariants';
import { renderStack } from '../constructs/render';

jest.mock('../../../charts/invariants/exceptions', () => ({
  ...jest.requireActual<object>('../../../charts/invariants/exceptions'),
  POD_EXCEPTIONS: [{ kind: 'DaemonSet', namespace: 'host', name: 'agent', reason: 'reads the logs of the host' }],
}));

test('an environment has every pod that an exception names', () => {
  expect(() => {
    checkEnvironment('dev', renderStack(), []);
  }).toThrow('environment dev: the exception for DaemonSet host/agent matches no pod that needs it');
});
