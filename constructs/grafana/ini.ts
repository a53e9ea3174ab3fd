/** The sections of `grafana.ini` by name, and their settings. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Grafana puts what the file holds in the place of it, without white space around it (Grafana 13.1, "Variable expansion"). */
export const fromFile = (path: string): string => `$__file{${path}}`;

/** Sections and settings in the order in which they are stated. */
export const iniText = (sections: Ini): string =>
  Object.entries(sections)
    .flatMap(([name, settings]) => [
      `[${name}]`,
      ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
      '',
    ])
    .join('\n');
