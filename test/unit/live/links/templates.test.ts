import { filled, provisioned } from '../../../live/links/templates';

const span = { __span: { traceId: 'abc', name: 'GET /wafer-map', tags: { link_service: 'wafer-map' } } };

describe("Grafana's templates", () => {
  it('stand for a value, or for what a path leads to in it', () => {
    expect(filled('{service="${__span.tags.link_service}"} | id="${__span.traceId}"', span)).toBe(
      '{service="wafer-map"} | id="abc"',
    );
    expect(filled('rate(x{a="${__span.name}"}[$__rate_interval])', { ...span, __rate_interval: '1m' })).toBe(
      'rate(x{a="GET /wafer-map"}[1m])',
    );
  });

  it('make no link where a span does not have what they ask for', () => {
    expect(filled('{service="${__span.tags.service}"}', span)).toBeUndefined();
    expect(filled('{service="${__tags}"}', span)).toBeUndefined();
  });

  it('are lost in a provisioning file, unless their dollar is doubled', () => {
    expect(provisioned('${__span.traceId} $HOME')).toBe(' ');
    expect(provisioned('$${__span.traceId} ^a$$')).toBe('${__span.traceId} ^a$');
  });
});
