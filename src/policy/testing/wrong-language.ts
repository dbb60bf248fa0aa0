import { formatVerifierKey } from '../../proof/index.ts';
import { approvalText } from '../approval-statement.ts';
import { signerOf } from './shop-policy.ts';
import { CLIENT, changed, POLICY, type Row, row, SCOPE } from './wrong-row.ts';

const STATEMENT = {
  ...({ environment: 'test', kind: 'scope', name: 'orders:read', definition: `sha256:${'0'.repeat(64)}` } as const),
  ...{ author: 'p-1', approver: 'p-2', time: '2026-11-24T00:00:00Z' },
};

const MORE_SCOPES = 'scopes:\n';
const scopes = (text: string): string => `scopes:\n${text}`;
const withFields = (text: string, fields: string): string => `${text}${fields}`;
const PARTS = '    parameters: { id: { characters: digits, maxLength: 4 } }\n';
const TEAM = 'teams:\n  t-shop: { description: Runs the shop., author: p-1, members: [p-1] }\n';
const WAIVER =
  '{ rule: scope-unheld, definition: scope:orders:write, owner: p-1, author: p-1, reason: It comes next month., expires: 2027-01-01T00:00:00Z }';
/** A row whose file is the policy with something behind it. */
const behind = (code: string, what: string, text: string, ...told: string[]): Row => ({
  ...{ code, what, told },
  files: [{ path: 'a.yaml', text: `${POLICY}${text}` }],
});
/** A row whose policy has a file laid over it. */
const over = (code: string, what: string, text: string, ...told: string[]): Row => ({
  ...{ code, what, told },
  environment: 'staging',
  files: [
    { path: 'policy.yaml', text: POLICY },
    { path: 'a.yaml', text: `overlay: staging\n${text}` },
  ],
});

const KEYS = [3, 4].map((byte) => formatVerifierKey(signerOf('attestor.example', byte).key));
const [ATTESTOR_KEY = '', OTHER_KEY = ''] = KEYS;

function attestorText(over: Readonly<Record<string, string>>, id = 'reviews'): string {
  const fields = {
    ...{ description: 'Looks at reviews in CI.', author: 'p-1', attests: 'github_review', approves: 'high' },
    ...{ api: 'https://api.github.com', repository: '7', key: ATTESTOR_KEY },
    ...over,
  };
  const text = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `attestors:\n  ${id}: { ${text.join(', ')} }\n`;
}

/** What scopes, clients, teams, waivers and overlays can say wrongly of each other. */
export const WRONG_LANGUAGE: readonly Row[] = [
  row(
    'implies_cycle',
    'two scopes that include each other',
    MORE_SCOPES,
    scopes(`  a:\n${withFields(SCOPE, '    implies: [b]\n')}  b:\n${withFields(SCOPE, '    implies: [a]\n')}`),
    '20:15 a and b include each other | Scopes that are the same are one scope: keep one of the two.',
    '31:15 b and a include each other | Scopes that are the same are one scope: keep one of the two.',
  ),
  row(
    'implies_elsewhere',
    'a scope of another API in one',
    MORE_SCOPES,
    scopes(
      `  openid:\n${changed(SCOPE, '    resourceServer: orders\n', '')}  a:\n${withFields(SCOPE, '    implies: [openid]\n')}`,
    ),
    "29:15 openid empowers at the authorization server, and a doesn't | A token is for one resource server: include scopes of the same.",
  ),
  row(
    'implies_riskier',
    'a critical scope in a low one',
    MORE_SCOPES,
    scopes(
      `  all:\n${withFields(SCOPE, '    implies: [pay]\n')}  pay:\n${changed(SCOPE, 'risk: low', 'risk: critical')}`,
    ),
    '20:15 all is low and includes pay, which is critical | Whoever holds all can do both: raise its risk to critical.',
  ),
  row(
    'implies_unbounded',
    'all scopes of a pattern in one',
    MORE_SCOPES,
    scopes(`  all:\n${withFields(SCOPE, "    implies: ['pay:{id}']\n")}  'pay:{id}':\n${withFields(SCOPE, PARTS)}`),
    '20:15 all would include each pay:{id}, whatever {id} is | Name the same part in both, or scopes without one.',
  ),
  row(
    'implies_wider',
    'more of a pattern than a scope stands for',
    MORE_SCOPES,
    scopes(
      `  'all:{id}':\n${withFields(SCOPE, `${PARTS.replace('4', '3')}    implies: ['pay:{id}']\n`)}  'pay:{id}':\n${withFields(SCOPE, PARTS)}`,
    ),
    '21:15 {id} may be more in pay:{id} than in all:{id} | Whoever holds all:{id} could do what no all:{id} stands for: say under parameters of both what {id} may be.',
  ),
  row(
    'replaced_by_itself',
    'a scope that replaces itself',
    MORE_SCOPES,
    scopes(`  all:\n${withFields(SCOPE, '    replacedBy: { scopes: [all], deadline: 2027-06-30T00:00:00Z }\n')}`),
    "20:28 all can't replace itself | Name the narrower scopes.",
  ),
  row(
    'scope_pattern_invalid',
    'a part that nothing describes',
    MORE_SCOPES,
    scopes(`  'pay:{id}':\n${SCOPE}`),
    '10:3 pay:{id} is no pattern of scopes: nothing says what {id} may be | Say under parameters what each part in braces may be, with something fixed after it: id: { characters: digits, maxLength: 12 }.',
  ),
  row(
    'scope_pattern_ambiguous',
    'two patterns of the same scopes',
    MORE_SCOPES,
    scopes(
      `  'pay:{id}':\n${withFields(SCOPE, PARTS)}  'pay:{account}':\n${withFields(SCOPE, PARTS.replace('id:', 'account:'))}`,
    ),
    '10:3 some scope could be of pay:{id} and of pay:{account}, and nobody could say which | Let a fixed part tell them apart, or make one pattern of the two.',
  ),
  {
    ...row(
      'default_pattern',
      'a default that is many',
      'standing: [orders:read]',
      "standing: ['pay:{id}']\n    defaultScopes: ['pay:{id}']",
    ),
    files: [
      {
        path: 'a.yaml',
        text: changed(
          changed(POLICY, MORE_SCOPES, scopes(`  'pay:{id}':\n${withFields(SCOPE, PARTS)}`)),
          'standing: [orders:read]',
          "standing: ['pay:{id}']\n    defaultScopes: ['pay:{id}']",
        ),
      },
    ],
    told: [
      '48:21 pay:{id} stands for many scopes, and a default is some in particular | Name scopes that it stands for.',
    ],
  },
  row(
    'scope_of_other_issuer',
    'a scope of another issuer',
    '  orders:write:',
    `    issuers: ['https://other.example']\n  orders:write:`,
    '20:15 there is no issuer https://other.example | Did you mean https://login.example?',
    '37:16 https://login.example does not know orders:read | It is a scope of https://other.example: add the issuer to the scope, or take the scope from the client.',
  ),
  row(
    'client_name_invalid',
    'a name with a blank for a client',
    'console:',
    `  'my report':\n    clientId: other\n${CLIENT}console:`,
    '39:3 "my report" is no name for a client | Name it in printable ASCII without spaces, as a client id.',
  ),
  row(
    'client_twice',
    'a client under two names',
    'console:',
    `  again:\n    clientId: report\n${CLIENT}console:`,
    '31:3 report at https://login.example is again already | An issuer knows one client by one client id: keep one of the two, or name another issuer.',
  ),
  behind(
    'team_unknown',
    'a slip in a team',
    `approvals: { author: p-1, risk: { high: { team: t-shpo } } }\n${TEAM}`,
    '42:49 there is no team t-shpo | Did you mean t-shop?',
  ),
  behind(
    'approvals_impossible',
    'more approvals than a team has people',
    `approvals: { author: p-1, risk: { critical: { count: 2, team: t-shop } } }\n${TEAM}`,
    '42:54 2 people of t-shop have to approve, and it has 1 | Ask for fewer, or let more people belong to the team.',
  ),
  behind(
    'approvals_inverted',
    'fewer approvals for more risk',
    'approvals: { author: p-1, risk: { high: { count: 2 } } }\n',
    '42:27 what is critical needs 1, fewer than the 2 of what is high | Ask for 2 at least.',
  ),
  behind(
    'rule_unknown',
    'a slip in a rule',
    'rules: { scope-unhled: error }\n',
    '42:10 there is no rule scope-unhled | Did you mean scope-unheld?',
  ),
  behind(
    'rule_refuses',
    'a rule that always refuses',
    'rules: { refresh-without-code: warning }\n',
    '42:32 refresh-without-code always refuses | Remove this line: what such a rule finds is never right.',
  ),
  behind(
    'waiver_twice',
    'the same waived twice',
    `waivers:\n  one: ${WAIVER}\n  two: ${WAIVER}\n`,
    '44:3 one waives the same | Keep one of the two.',
  ),
  {
    ...{ code: 'approval_unsigned', what: 'the text of an approval alone' },
    files: [
      { path: 'policy.yaml', text: POLICY },
      { path: 'a.approval', text: approvalText(STATEMENT) },
    ],
    told: [
      '1:1 nobody has signed this approval yet | Sign it, ssh-keygen -Y sign -f KEYFILE -n approval@ambit a.approval, or remove it.',
    ],
  },
  behind(
    'attestor_key_invalid',
    'an attestor without a key',
    attestorText({ key: 'none' }),
    '43:154 this is no verifier key | Paste what ambit approve --generate-key printed.',
  ),
  behind(
    'attestor_key_shared',
    'one key of two attestors',
    attestorText({}) + attestorText({}, 'other').replace('attestors:\n', ''),
    "43:154 this key is other's too | Make a key for the attestor alone: nobody could say whose word it was.",
  ),
  behind(
    'attestor_host_differs',
    'two hosts of a kind',
    attestorText({ key: OTHER_KEY }) +
      attestorText({ api: 'https://git.example' }, 'other').replace('attestors:\n', ''),
    "43:110 another attestor asks https://git.example, where account ids are other people's | Name one host of a kind: the accounts of people are of one.",
  ),
  behind(
    'attestor_host_insecure',
    'a host over http',
    attestorText({ api: 'http://git.example' }),
    '43:110 what comes over http is nobody’s word | Use https; http is for the loopback interface.',
  ),
  behind(
    'attestor_incomplete',
    'sessions of a repository',
    attestorText({ attests: 'session' }),
    '43:3 sessions are of no host and repository | Remove api and repository.',
  ),
  row(
    'account_shared',
    'one account of two people',
    'p-1: {}\n  p-2: {}',
    'p-1: { identities: { github: 7 } }\n  p-2: { identities: { github: 7 } }',
    "6:32 this account is p-1's too | An account is one person’s.",
  ),
  row(
    'issuer_twice',
    'one issuer of a scope twice',
    '  orders:write:',
    '    issuers: [https://login.example, https://login.example]\n  orders:write:',
    '20:5 an issuer stands here twice | Remove one of the two.',
  ),
  behind(
    'member_twice',
    'one person twice in a team',
    'teams:\n  t-shop: { description: Runs the shop., author: p-1, members: [p-1, p-1] }\n',
    '43:55 a person stands here twice | Remove one of the two.',
  ),
  behind(
    'attestor_incomplete',
    'an attestor of reviews that are nowhere',
    `attestors:\n  bot: { description: Reads reviews., author: p-1, attests: github_review, approves: high, key: '${formatVerifierKey(signerOf('bot.example', 9).key)}' }\n`,
    '43:3 nothing says of which host and repository | Add api: and repository:.',
  ),
  { ...over('environment_unknown', 'an environment that nothing is said of', ''), environment: 'stagin' },
  over(
    'overlay_of_nothing',
    'a scope taken away that is not there',
    'scopes: { orders:raed: null }\n',
    '2:11 orders:raed is taken away in staging, and is not there | Did you mean orders:read?',
  ),
];
