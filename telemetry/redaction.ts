/** One way in which a secret stands in a text. */
interface Sight {
  /**
   * A regular expression that RE2 and JavaScript read alike (no lookahead, no flags within). Its first group stays, the rest is
   * replaced. What has been replaced it finds no more, or replaces by the same.
   */
  readonly pattern: string;
  /** Whether `PASSWORD` is found as `password` is. */
  readonly anyCase: boolean;
  /** What ends the match and stays. */
  readonly after?: string;
}

/** A kind of secret, and what is written where one was. */
export interface Redaction {
  readonly name: string;
  /** Of these, at least one is in every text that has such a secret, written in small letters: expressions are tried on those only. */
  readonly signs: readonly string[];
  readonly sights: readonly Sight[];
}

/** What every text begins with that stands for a secret. Alerts look for it. */
export const REDACTED = '[redacted:';

/** What takes the place of a match, as RE2 and JavaScript expand it. */
export const replacementOf = ({ name }: Redaction, { after = '' }: Sight): string => `$1${REDACTED}${name}]${after}`;

/** Names whose value is a secret, whatever it looks like: `DB_PASSWORD`, `client_secret`. */
const PASSWORD = '(?:password|passwd|passphrase|secret)';
const API_KEY = '(?:api[_-]?key|(?:access|auth|refresh)[_-]?token)';

/**
 * Names of attributes whose value is a secret, whatever it is: a text, a list (headers are lists), an object. Such attributes are
 * left out. `http.request.header.authorization`, `db.password`; not `max_tokens`.
 */
export const SECRET_KEYS = `(?i)(?:^|[._-])(?:${PASSWORD}|${API_KEY}|(?:set-)?cookie|authorization)$`;

/** What no value contains that stands without quotation marks; a bracket begins what has been redacted. */
const BARE = String.raw`[^\s"'\\&,;)}\[\]]`;

/** The value of a name: `password=x`, and as a field of JSON, also where the JSON is itself in a string of JSON. */
const valuesOf = (name: string): readonly Sight[] => [
  { pattern: String.raw`(${name}"\s*:\s*")(?:[^"\\]|\\.)+`, anyCase: true },
  { pattern: String.raw`(${name}\\+"\s*:\s*\\+")[^"\\]+`, anyCase: true },
  { pattern: String.raw`(${name}\s*=\s*")(?:[^"\\]|\\.)+`, anyCase: true },
  { pattern: String.raw`(${name}\s*=\s*')[^']+`, anyCase: true },
  { pattern: `(${name}\\s*=\\s*)${BARE}+`, anyCase: true },
];

/** Of a token: a word with a digit in it, or too long for a word. So `bearer token is missing` remains. */
const TOKEN = '(?:[A-Za-z._~+/-]*[0-9][A-Za-z0-9._~+/=-]*|[A-Za-z._~+/-]{20,}=*)';

/**
 * What must not leave a node, wherever a service writes it: into a line, an attribute of a line or a span, or what is said of
 * the sender. Agents replace it before anything is sent; it is a last net, and no reason to write secrets.
 */
export const REDACTIONS: readonly Redaction[] = [
  {
    name: 'private-key',
    signs: ['private key-----'],
    sights: [
      {
        // Also one that has been cut off.
        pattern: String.raw`()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
        anyCase: false,
      },
    ],
  },
  {
    name: 'bearer-token',
    signs: ['bearer'],
    sights: [{ pattern: String.raw`(\bbearer\s+)${TOKEN}`, anyCase: true }],
  },
  {
    name: 'basic-credentials',
    signs: ['basic'],
    sights: [
      {
        pattern: String.raw`(authorization\\*["']?\s*[:=]\s*\\*["']?basic\s+)[A-Za-z0-9+/]{4,}=*`,
        anyCase: true,
      },
    ],
  },
  { name: 'password', signs: ['pass', 'secret'], sights: valuesOf(PASSWORD) },
  {
    name: 'api-key',
    signs: ['api', 'token', 'ghp_', 'gho_', 'ghs_', 'ghu_', 'github_pat_', 'glpat-', 'xox', 'sk-'],
    sights: [
      ...valuesOf(API_KEY),
      { pattern: String.raw`(api-key:\s*)${BARE}{12,}`, anyCase: true },
      // Known by how they begin: of GitHub, GitLab, Slack, and services that sell models.
      {
        pattern: String.raw`(\b)(?:gh[opsu]_[A-Za-z0-9]{36}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{20,})`,
        anyCase: false,
      },
    ],
  },
  {
    name: 'aws-key',
    signs: ['akia', 'asia', 'access'],
    sights: [
      { pattern: String.raw`(\b)(?:AKIA|ASIA)[A-Z0-9]{16}\b`, anyCase: false },
      {
        pattern: String.raw`(secret_?access_?key\\*["']?\s*[:=]\s*\\*["']?)[A-Za-z0-9/+=]{40}`,
        anyCase: true,
      },
    ],
  },
  {
    name: 'url-password',
    signs: ['://'],
    // Up to the last `@` before the path: some passwords have one.
    sights: [{ pattern: String.raw`(://[^\s/?#:@"']*:)[^\s/?#"']+@`, anyCase: false, after: '@' }],
  },
];
