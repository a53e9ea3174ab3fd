import { contact, credentialsOf, receiversOf } from '../../../../alerts/receivers/contact';
import { receiver, type Integration } from '../../../../alerts/receivers/integration';
import { webhook } from '../../../../alerts/receivers/webhook';
import { bakers } from '../../../fixtures/kiln';

const bell: Integration = webhook({ key: 'bell-url', holds: 'the URL of the bell' }, { resolved: true });

describe('a receiver', () => {
  it('lists its integrations by their kind', () => {
    expect(receiver('bakers', [bell, { ...bell, field: 'email_configs' }, bell])).toEqual({
      name: 'bakers',
      webhook_configs: [bell.config, bell.config],
      email_configs: [bell.config],
    });
  });

  it('reads its credential from a file of the mounted Secret', () => {
    expect(bell.config).toEqual({
      url_file: '/etc/alertmanager/secrets/alertmanager-receivers/bell-url',
      send_resolved: true,
    });
  });
});

describe('a team', () => {
  it('has a receiver that wakes and one that is read', () => {
    const [page, channel] = receiversOf(contact(bakers), false);
    expect(page).toMatchObject({ name: 'bakers-page', pagerduty_configs: [{ send_resolved: true }] });
    expect(channel).toMatchObject({
      name: 'bakers-channel',
      slack_configs: [{ channel: '#bakers', send_resolved: false }],
    });
  });

  it('may be reached otherwise as well, by whatever integration there is', () => {
    const loud = { ...contact(bakers), page: [...contact(bakers).page, bell] };
    expect(receiversOf(loud, false)[0]).toMatchObject({
      pagerduty_configs: { length: 1 },
      webhook_configs: [bell.config],
    });
    expect(credentialsOf([loud]).map(({ key }) => key)).toEqual([
      'bakers-pagerduty-routing-key',
      'bell-url',
      'bakers-slack-api-url',
      'watchdog-url',
    ]);
  });
});
