import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { AlertmanagerFile, Integration, ReceiverNode, WithTemplates } from './file';

export interface Place {
  /** Where the recorder listens: `http://127.0.0.1:9000`. */
  readonly recorder: string;
  /** A scratch folder, for the files that the configuration names. */
  readonly folder: string;
}

/** A configuration, and the files that must be there for it, by their paths. */
export interface Local {
  readonly config: AlertmanagerFile;
  readonly files: Readonly<Record<string, string>>;
}

type Files = Readonly<Record<string, string>>;

/** How one kind of integration is led to the recorder. */
type Led = (
  integration: Integration,
  url: string,
  file: string,
) => { readonly integration: Integration; readonly text: string };

/** What is left of an integration without the keys by which it may state its address or its credential. */
const without = (integration: Integration, ...keys: readonly string[]): Integration =>
  Object.fromEntries(Object.entries(integration).filter(([key]) => !keys.includes(key)));

const KINDS: Readonly<Record<string, Led>> = {
  pagerduty: (integration, url, file) => ({
    integration: {
      ...without(integration, 'routing_key', 'service_key', 'service_key_file'),
      url,
      routing_key_file: file,
    },
    text: randomBytes(16).toString('hex'),
  }),
  slack: (integration, url, file) => ({
    integration: { ...without(integration, 'api_url'), api_url_file: file },
    text: url,
  }),
  webhook: (integration, url, file) => ({
    integration: { ...without(integration, 'url'), url_file: file },
    text: url,
  }),
};

/**
 * The same configuration with the recorder in the place of every service, at `<recorder>/<kind>/<receiver>`: nothing of it can
 * reach anybody. Credentials and templates are files in the folder, and there is no proxy; nothing else of it changes.
 * @throws Error for a receiver of a kind that the recorder does not play, and a template whose text is not given
 */
export function local({ config, templates }: WithTemplates, place: Place): Local {
  const receivers = config.receivers.map((receiver) => ledReceiver(receiver, place));
  const found = (config.templates ?? []).map((path) => templateFile(path, templates, place.folder));
  return {
    config: {
      ...config,
      ...(config.global && { global: withoutProxy(config.global) }),
      ...(config.templates && { templates: found.map(([path]) => path) }),
      receivers: receivers.map(({ receiver }) => receiver),
    },
    files: Object.assign({}, Object.fromEntries(found), ...receivers.map(({ files }) => files)) as Files,
  };
}

function ledReceiver({ name, ...lists }: ReceiverNode, { recorder, folder }: Place) {
  const led = Object.entries(lists).map(([key, list]) => {
    const kind = key.replace(/_configs$/, '');
    const lead = KINDS[kind];
    if (!lead) throw new Error(`receiver ${name}: the recorder does not play ${key}`);
    const integrations = (list as readonly Integration[]).map((integration, i) => {
      const file = join(folder, `${name}-${kind}-${i}`);
      return { file, ...lead(integration, `${recorder}/${kind}/${name}`, file) };
    });
    return { key, integrations };
  });
  return {
    receiver: {
      name,
      ...Object.fromEntries(
        led.map(({ key, integrations }) => [key, integrations.map(({ integration }) => integration)]),
      ),
    },
    files: Object.fromEntries(
      led.flatMap(({ integrations }) => integrations.map(({ file, text }) => [file, text] as const)),
    ) as Files,
  };
}

function templateFile(path: string, templates: Files, folder: string): readonly [string, string] {
  const name = basename(path);
  const text = templates[name];
  if (text === undefined) throw new Error(`the configuration names the template ${path}, whose text is not given`);
  return [join(folder, name), text];
}

function withoutProxy(global: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { http_config: client, ...rest } = global;
  if (typeof client !== 'object' || client === null) return global;
  const kept = without(client as Integration, 'proxy_url', 'no_proxy');
  return Object.keys(kept).length === 0 ? rest : { ...rest, http_config: kept };
}
