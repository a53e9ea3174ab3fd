import { local } from '../../../live/harness/alertmanager/local';

const PLACE = { recorder: 'http://127.0.0.1:9', folder: '/scratch' };
const SECRETS = '/etc/alertmanager/secrets';

const config = {
  global: { resolve_timeout: '5m', http_config: { proxy_url: 'http://proxy:3128', follow_redirects: false } },
  templates: ['/etc/alertmanager/config/words.tmpl'],
  route: { receiver: 'page', routes: [{ receiver: 'channel' }, { receiver: 'hook' }] },
  receivers: [
    { name: 'page', pagerduty_configs: [{ routing_key_file: `${SECRETS}/key`, severity: 'critical' }] },
    { name: 'channel', slack_configs: [{ api_url_file: `${SECRETS}/url`, channel: '#a', send_resolved: true }] },
    { name: 'hook', webhook_configs: [{ url: 'https://outside', max_alerts: 3 }] },
  ],
};
const templates = { 'words.tmpl': '{{ define "words" }}{{ end }}' };

describe('a configuration with the recorder in the place of every service', () => {
  const result = local({ config, templates }, PLACE);

  it('leads every receiver there by its kind and name, and keeps what else is said of it', () => {
    expect(result.config.receivers).toEqual([
      {
        name: 'page',
        pagerduty_configs: [
          {
            url: 'http://127.0.0.1:9/pagerduty/page',
            routing_key_file: '/scratch/page-pagerduty-0',
            severity: 'critical',
          },
        ],
      },
      {
        name: 'channel',
        slack_configs: [{ api_url_file: '/scratch/channel-slack-0', channel: '#a', send_resolved: true }],
      },
      { name: 'hook', webhook_configs: [{ url_file: '/scratch/hook-webhook-0', max_alerts: 3 }] },
    ]);
  });

  it('is complete with its files: addresses, a key of its own, the templates', () => {
    expect(result.config.templates).toEqual(['/scratch/words.tmpl']);
    expect(result.files).toEqual({
      '/scratch/page-pagerduty-0': expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      '/scratch/channel-slack-0': 'http://127.0.0.1:9/slack/channel',
      '/scratch/hook-webhook-0': 'http://127.0.0.1:9/webhook/hook',
      '/scratch/words.tmpl': templates['words.tmpl'],
    });
  });

  it('has no proxy, and the same routes', () => {
    expect(result.config.global).toEqual({ resolve_timeout: '5m', http_config: { follow_redirects: false } });
    expect(result.config.route).toEqual(config.route);
  });

  it('names nothing that lies outside of the machine', () => {
    expect(JSON.stringify(result)).not.toMatch(/outside|proxy|\/etc\//);
  });

  it('is refused with a receiver that nobody plays, and a template that is not there', () => {
    const mail = { name: 'post', email_configs: [{ to: 'a@b.example' }] };
    expect(() => local({ config: { ...config, receivers: [mail] }, templates }, PLACE)).toThrow(
      'receiver post: the recorder does not play email_configs',
    );
    expect(() => local({ config, templates: {} }, PLACE)).toThrow('words.tmpl, whose text is not given');
  });
});
