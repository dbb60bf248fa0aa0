import { CLIENT, changed, note, noteRow, POLICY, type Row, row, TESTS } from './wrong-row.ts';

/** Definitions and approvals that are wrong beside others. */
export const WRONG_DEFINITIONS: readonly Row[] = [
  // What definitions say of each other
  {
    ...{ code: 'policy_missing', what: 'a folder without a policy' },
    files: [{ path: 'a.test.yaml', text: TESTS }],
    told: [
      '.:1:1 there is no policy here: a file *.yaml with definitions was expected | Name the folder that holds them.',
    ],
  },
  row(
    'environment_missing',
    'no environment',
    'environment: test\n',
    '',
    '1:1 the policy does not say for which environment it is | Add a line such as: environment: production',
  ),
  row(
    'issuer_missing',
    'no issuer',
    'issuers:\n  https://login.example: { level: guarded }\n',
    '',
    '1:14 the policy names no issuer | Add issuers: with the issuer of your authorization server.',
  ),
  row(
    'issuer_missing',
    'a client of one of two',
    'people:',
    '  https://login.other: { level: guarded }\npeople:',
    '32:3 the policy has several issuers and this client names none | Add issuer: https://login.example or https://login.other.',
    '42:12 the policy has several issuers and this role names none | Add issuer: https://login.example or https://login.other.',
  ),
  row(
    'issuer_invalid',
    'an issuer over http',
    'https://login.example',
    'http://login.example',
    '3:3 http://login.example is no issuer: it is not https | An issuer is an https URL without query and fragment (RFC 8414 §2).',
  ),
  row(
    'canary_unused',
    'a canary of an issuer that enforces',
    '{ level: guarded }',
    '{ level: guarded, canary: { percent: 5 } }',
    '3:44 https://login.example enforces everything: a canary is for one that observes | Say mode: observe, or take the canary away.',
  ),
  row(
    'canary_unused',
    'a canary of a client that is enforced',
    'report:\n',
    'report:\n    canary: { percent: 5 }\n',
    '32:5 report is enforced: a canary is for one that is observed | Say mode: observe, or take the canary away.',
  ),
  row(
    'client_unknown',
    'a slip in a client of a canary',
    '{ level: guarded }',
    '{ level: guarded, mode: observe, canary: { clients: [reprot] } }',
    '3:79 there is no client reprot | Did you mean report?',
  ),
  {
    code: 'canary_observed',
    what: 'a client of a canary that says itself that it is only observed',
    files: [
      {
        path: 'a.yaml',
        text: changed(
          changed(POLICY, '{ level: guarded }', '{ level: guarded, mode: observe, canary: { clients: [report] } }'),
          'report:\n',
          'report:\n    mode: observe\n',
        ),
      },
    ],
    told: [
      '3:79 report says itself that it is only observed | Take mode: observe from the client, or the client from the canary.',
    ],
  },
  {
    code: 'canary_of_other_issuer',
    what: 'a client of a canary that is registered elsewhere',
    files: [
      {
        path: 'a.yaml',
        text: changed(
          changed(
            changed(
              POLICY,
              '{ level: guarded }\n',
              '{ level: guarded, mode: observe, canary: { clients: [report] } }\n  https://login.other: { level: guarded }\n',
            ),
            'report:\n',
            'report:\n    issuer: https://login.other\n',
          ),
          'claim: groups',
          'issuer: https://login.example, claim: groups',
        ),
      },
    ],
    told: ['3:79 report is registered at https://login.other | Name clients of this issuer alone.'],
  },
  row(
    'issuer_unknown',
    'a slip in an issuer',
    'report:\n',
    'report:\n    issuer: https://login.exmaple\n',
    '32:13 there is no issuer https://login.exmaple | Did you mean https://login.example?',
  ),
  row(
    'person_unknown',
    'an owner who is nobody',
    'owner: p-1\n    author: p-1\n    purpose',
    'owner: p-9\n    author: p-1\n    purpose',
    '32:12 there is no person p-9 | Did you mean p-1?',
  ),
  row(
    'person_unknown',
    'an author far from anybody',
    'author: p-1\n  roles',
    'author: p-security-team\n  roles',
    '40:11 there is no person p-security-team | Define it, or use one of: p-1, p-2.',
  ),
  row(
    'resource_server_unknown',
    'a slip in a resource server',
    'resourceServer: orders',
    'resourceServer: order',
    '11:21 there is no resource server order | Did you mean orders?',
  ),
  row(
    'scope_unknown',
    'a slip in a scope',
    '[orders:read]',
    '[orders:raed]',
    '36:16 there is no scope orders:raed | Did you mean orders:read?',
  ),
  row(
    'scope_name_invalid',
    'a scope with a blank',
    'orders:write:',
    '"orders write":',
    '20:3 "orders write" is no scope | A scope is ASCII without spaces, quotation marks and backslashes (RFC 6749 §3.3).',
  ),
  row(
    'scope_twice',
    'a scope twice',
    '[orders:read]',
    '[orders:read, orders:read]',
    '36:5 a scope stands here twice | Remove one of the two.',
  ),
  row(
    'scope_standing_and_eligible',
    'a scope both ways',
    '[orders:read]',
    '[orders:read]\n    eligible: [orders:read]',
    '37:16 orders:read is standing too | What is always held needs no elevation: keep one of the two.',
  ),
  row(
    'default_not_standing',
    'a default that is not held',
    '[orders:read]',
    '[orders:read]\n    defaultScopes: [orders:write]',
    '37:21 orders:write is a default but not standing | A default is given without being asked for, so it has to be standing.',
  ),
  row(
    'client_id_invalid',
    'a client with a blank',
    'report:',
    '"the report":',
    '31:3 "the report" is no client id | A client id is printable ASCII without spaces.',
  ),
  row(
    'grant_type_twice',
    'a grant type twice',
    '[client_credentials]',
    '[client_credentials, client_credentials]',
    '35:5 a grant type stands here twice | Remove one of the two.',
  ),
  row(
    'redirect_uri_missing',
    'a code that goes nowhere',
    '[client_credentials]',
    '[authorization_code]',
    '31:3 a client with authorization_code has redirect URIs | Add redirectUris: with the exact URI.',
  ),
  row(
    'redirect_uri_unused',
    'a redirect URI for nothing',
    '[client_credentials]',
    "[client_credentials]\n    redirectUris: ['https://a.example/']",
    '36:5 only authorization_code and implicit have redirect URIs | Remove them.',
  ),
  row(
    'redirect_uri_twice',
    'a redirect URI twice',
    '[client_credentials]',
    "[authorization_code]\n    redirectUris: ['https://a.example/', 'https://a.example/']",
    '36:5 a redirect URI stands here twice | Remove one of the two.',
  ),
  row(
    'audience_invalid',
    'an audience with a fragment',
    'https://orders.example',
    "'https://orders.example#x'",
    '8:73 a resource indicator has no fragment (RFC 8707 §2) | Remove the part from # on.',
  ),
  row(
    'approval_key_invalid',
    'a key that is none',
    'p-2: {}',
    "p-2: { approvalKeys: ['ssh-ed25519 AAAA'] }",
    '6:25 this is no SSH key: it ends too early | Paste what ambit approve --generate-key printed, or the line of an SSH key’s .pub file.',
  ),
  row(
    'role_person_of_group',
    'a group that would be a person',
    'value: admins',
    'value: admins, person: p-1',
    '41:12 everybody whose groups is admins would be p-1 | A person is known by the claim sub; map the group in a line of its own, without a person.',
  ),
  row(
    'role_person_twice',
    'one subject as two people',
    '{ claim: groups, value: admins }',
    '{ claim: sub, value: x, person: p-1 }, { claim: sub, value: x, person: p-2 }',
    '41:12 x is p-1 already | One subject is one person.',
  ),
  {
    ...{ code: 'defined_twice', what: 'a client in two files' },
    files: [
      { path: 'a.yaml', text: `clients:\n  report:\n${CLIENT}` },
      { path: 'policy.yaml', text: POLICY },
    ],
    told: [
      'policy.yaml:31:3 report is defined in a.yaml:2 already | Keep one of the two: a definition stands in one place.',
    ],
  },

  // Approvals
  noteRow(
    'approval_malformed',
    'a file that is no approval',
    'yes',
    '1:1 this is no approval: a signed note that begins with “ambit approval v1” was expected | Approvals are written by ambit approve; remove this file.',
  ),
  noteRow(
    'approval_of_nothing',
    'an approval of what was renamed',
    note('orders:raed'),
    '1:1 this approves the scope orders:raed, which the policy does not have | Did you mean scope:orders:read? Remove this file, and run: ambit approve scope:orders:read',
  ),
  noteRow(
    'approval_of_nothing',
    'an approval of what is gone',
    note('payments'),
    '1:1 this approves the scope payments, which the policy does not have | Remove this file.',
  ),
];
