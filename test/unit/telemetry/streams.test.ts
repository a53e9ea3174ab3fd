import { CONTAINER_NAME, POD_NAME, SERVICE_NAME, USER_ID } from '../../../telemetry/attributes';
import { AUDIT, checkStreams, STREAM_ATTRIBUTES } from '../../../telemetry/streams';

describe('what makes a stream of log lines', () => {
  it('is four attributes of resources, of which one says what is kept longer', () => {
    expect(checkStreams(STREAM_ATTRIBUTES)).toContain(AUDIT.attribute);
    expect(STREAM_ATTRIBUTES.map(({ name }) => name)).not.toContain(POD_NAME.name);
  });

  it('is refused where it is more than Loki bears', () => {
    expect(() => checkStreams([...STREAM_ATTRIBUTES, POD_NAME])).toThrow(
      'loki: 5 stream labels are more than 4 (service.name, k8s.namespace.name, k8s.container.name, log.type, k8s.pod.name)',
    );
  });

  it('is refused where it differs from line to line, such as who asked', () => {
    expect(() => checkStreams([SERVICE_NAME, CONTAINER_NAME, USER_ID])).toThrow(
      "loki: the stream label 'user_id' differs from line to line",
    );
  });
});
