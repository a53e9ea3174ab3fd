import { isOnLogs, isOnSpans, labelOf } from '../../../telemetry/attribute';
import { ATTRIBUTES, POD_NAME, SERVICE_NAME, TENANT_ID, USER_ID } from '../../../telemetry/attributes';

describe('the attributes of traces and logs', () => {
  it('are labels with underscores to Prometheus and Loki', () => {
    expect(labelOf(SERVICE_NAME)).toBe('service_name');
    expect(labelOf(POD_NAME)).toBe('k8s_pod_name');
    expect(labelOf(TENANT_ID)).toBe('tenant_id');
  });

  it('have names of their own, as attributes and as labels', () => {
    const labels = ATTRIBUTES.map(labelOf);
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([]);
  });

  it('of a resource are found on its spans and on its lines', () => {
    expect([isOnSpans(SERVICE_NAME), isOnLogs(SERVICE_NAME)]).toEqual([true, true]);
  });

  it('of a line are not found on spans, nor those of a span on lines', () => {
    expect([isOnSpans(USER_ID), isOnLogs(USER_ID)]).toEqual([false, true]);
    expect([isOnSpans(TENANT_ID), isOnLogs(TENANT_ID)]).toEqual([true, false]);
  });

  it('say to whoever instruments a service what they mean', () => {
    expect(ATTRIBUTES.filter(({ meaning }) => meaning.length < 10).map(({ name }) => name)).toEqual([]);
  });
});
