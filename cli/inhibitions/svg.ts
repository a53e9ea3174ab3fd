export interface TextLook {
  readonly colour?: string;
  readonly size: number;
  readonly bold?: boolean;
}

/** Text that begins at a point of its base line. */
export const textAt = (x: number, y: number, text: string, { colour, size, bold }: TextLook): string =>
  `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="bold"' : ''}${colour === undefined ? '' : ` fill="${colour}"`}>${escaped(text)}</text>`;

/** As XML has it between tags. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
