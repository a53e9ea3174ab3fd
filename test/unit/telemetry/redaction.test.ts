import { REDACTED, REDACTIONS, replacementOf, SECRET_KEYS } from '../../../telemetry/redaction';

/** As the collector does it: one pattern after another, each wherever it is found. */
const redacted = (text: string): string =>
  REDACTIONS.flatMap((redaction) => redaction.sights.map((sight) => ({ redaction, sight }))).reduce(
    (rest, { redaction, sight }) =>
      rest.replace(new RegExp(sight.pattern, sight.anyCase ? 'gi' : 'g'), replacementOf(redaction, sight)),
    text,
  );

// Put together here, so that nobody who looks for secrets in this repository finds one.
const key = (kind: string, body: string): string =>
  ['-----BEGIN', `${kind}KEY-----${body}-----END`, `${kind}KEY-----`].join(' ');
const AWS_KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const GITHUB = `ghp_${'a1B2'.repeat(9)}`;

test.each([
  ['a bearer token', 'Authorization: Bearer eyJhbGciOi.J9-x_y', 'Authorization: Bearer [redacted:bearer-token]'],
  ['one in JSON', '{"auth":"bearer abc123"}', '{"auth":"bearer [redacted:bearer-token]"}'],
  ['basic credentials', 'authorization: Basic dXNlcjpwYXNz', 'authorization: Basic [redacted:basic-credentials]'],
  ['a password', 'login password=hunter2 ok', 'login password=[redacted:password] ok'],
  ['one of an environment', 'DB_PASSWORD=hunter2', 'DB_PASSWORD=[redacted:password]'],
  ['one of a query', '/login?password=a%20b&user=x', '/login?password=[redacted:password]&user=x'],
  ['one in quotation marks', `password = "two words"; x`, `password = "[redacted:password]"; x`],
  ['one in apostrophes', `secret='two words'`, `secret='[redacted:password]'`],
  ['one in JSON', '{"password": "a \\"b\\" c","n":1}', '{"password": "[redacted:password]","n":1}'],
  ['one in JSON in JSON', '{"m":"{\\"password\\":\\"a b\\"}"}', '{"m":"{\\"password\\":\\"[redacted:password]\\"}"}'],
  ['an API key', 'GET /v1?api_key=0a1b2c HTTP/1.1', 'GET /v1?api_key=[redacted:api-key] HTTP/1.1'],
  ['one in JSON', '{"apiKey":"0a1b2c"}', '{"apiKey":"[redacted:api-key]"}'],
  ['one in a header', 'X-API-Key: 0123456789abcdef', 'X-API-Key: [redacted:api-key]'],
  ['one that is known by its beginning', `cloned with ${GITHUB}.`, 'cloned with [redacted:api-key].'],
  ['an access key of AWS', `key ${AWS_KEY},`, 'key [redacted:aws-key],'],
  ['its secret', `aws_secret_access_key = ${'wJalrXUt'.repeat(5)}`, 'aws_secret_access_key = [redacted:aws-key]'],
  ['a password in a URL', 'postgres://etl:p@ss@db:5432/x', 'postgres://etl:[redacted:url-password]@db:5432/x'],
])('%s is taken out, and what is around it stays', (_, text, expected) => {
  expect(redacted(text)).toBe(expected);
  const found = REDACTIONS.filter(({ name }) => expected.includes(`${REDACTED}${name}]`));
  for (const { signs } of found) expect(signs.some((sign) => text.toLowerCase().includes(sign))).toBe(true);
});

test('a private key is taken out with all its lines, in JSON as well, and to the end where it is cut off', () => {
  const begin = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');
  expect(redacted(`a ${key('RSA PRIVATE ', '\nMIIE\nx=\n')} b`)).toBe('a [redacted:private-key] b');
  expect(redacted(`{"k":"${key('RSA PRIVATE ', '\\nMIIE\\n')}"}`)).toBe('{"k":"[redacted:private-key]"}');
  expect(redacted(`a ${begin}\nMIIE\nx`)).toBe('a [redacted:private-key]');
});

test.each([
  'bearer token is missing',
  'bearer authentication failed',
  'password must have at least 12 characters',
  'invalid password for user 17',
  '{"level":"info","message":"wafer 7 judged","trace_id":"0af7651916cd43dd8448eb211c80319c"}',
  'GET http://image-resize:8080/a@b?size=3',
  'ssh://git@example.com/x',
  '-----BEGIN CERTIFICATE-----',
  'risk-assessment-of-lots-and-wafers',
])('what is no secret stays as it is: %s', (text) => {
  expect(redacted(text)).toBe(text);
});

test('what has been taken out is not taken out again', () => {
  const texts = [
    key('PRIVATE ', 'x'),
    'password=x',
    '{"password":"x"}',
    `k ${AWS_KEY}`,
    'a://u:p@h',
    'bearer a1',
    'x-api-key: 0123456789ab',
  ];
  for (const once of texts.map(redacted)) {
    expect(once).toContain(REDACTED);
    expect(redacted(once)).toBe(once);
  }
});

test('attributes that are called as secrets are, are known by their names, and others are not', () => {
  // JavaScript has no flags within an expression.
  const secret = new RegExp(SECRET_KEYS.replace('(?i)', ''), 'i');
  const names = ['password', 'DB_PASSWORD', 'http.request.header.authorization', 'http.request.header.set-cookie'];
  expect([...names, 'client.secret', 'x-api-key', 'refresh_token'].filter((name) => !secret.test(name))).toEqual([]);
  const others = ['max_tokens', 'http.route', 'password_age', 'author', 'trace_id', 'secretary', 'cookies'];
  expect(others.filter((name) => secret.test(name))).toEqual([]);
});
