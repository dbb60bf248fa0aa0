/** Which room may import which: the map of the house. A new arrow is a decision that a reviewer sees. */
export const importTable: Readonly<Record<string, readonly string[]>> = (() => {
  const pure = [
    'verify',
    'proof',
    'oauth',
    'operations',
    'providers',
    'policy',
    'decision',
    'entries',
    'elevation',
    'adoption',
    'alerts',
    'controls',
    'export',
  ];
  const files = ['policy-folder'];
  const drafts = ['connect', 'policy-draft', 'preflight'];
  const state = ['store', 'ledger', 'records'];
  const shared = ['activation', 'gateway', 'tokens', 'revocation', 'access'];
  const planes = [
    'guard/issuer',
    'guard/api',
    'scan',
    'scan/gate',
    'witness',
    'witnessing',
    'watch',
    'erasure',
    'notify',
    'backup',
    'evidence/package',
    'evidence',
  ];
  const faces = ['cli', 'http'];
  return {
    // Stands alone: one bundled file of it verifies a log in a browser.
    verify: [],
    proof: ['verify'],
    oauth: ['proof'],
    operations: ['proof', 'oauth'],
    // What the scopes of others' services are called, and how far each reaches.
    providers: ['proof', 'oauth'],
    policy: ['proof', 'oauth', 'operations'],
    decision: ['proof', 'oauth', 'operations', 'policy'],
    entries: ['proof'],
    // Eligible scopes for a while, folded out of entries: who may approve, what is active.
    elevation: ['proof', 'policy', 'decision', 'entries'],
    // Tokens from before an issuer was adopted, folded out of entries.
    adoption: ['proof', 'entries'],
    alerts: ['proof', 'policy', 'decision', 'entries'],
    controls: ['proof', 'operations', 'policy', 'decision', 'entries', 'elevation', 'adoption', 'alerts'],
    // Entries in the formats that others take events in, and such an export held to the log.
    export: ['proof', 'operations', 'entries'],
    // Readers of authorization servers and gateways: text in, an inventory out.
    connect: ['proof', 'oauth', 'operations', 'policy'],
    'policy-draft': ['proof', 'oauth', 'operations', 'policy', 'connect'],
    // What a guard would refuse that works today: the guard's own reading, held to what there is.
    preflight: ['proof', 'oauth', 'operations', 'policy', 'decision', 'connect'],
    // Asks authorization servers for their configuration; over the network, so that nothing but a command does.
    'server-admin': [...pure, 'connect'],
    'policy-folder': pure,
    // Asks over the network, so that nothing but a command does.
    'git-host': pure,
    store: pure,
    ledger: [...pure, 'store'],
    records: [...pure, 'store', 'ledger'],
    activation: [...pure, ...files, ...state],
    gateway: [...pure, ...state],
    tokens: [...pure, ...state, 'gateway'],
    // It asks the authorization server to revoke, too.
    revocation: [...pure, ...state, 'tokens', 'gateway'],
    // Elevations, as they are asked for, approved and ended; at the end what was given under them is revoked.
    access: [...pure, ...state, 'revocation'],
    'guard/issuer': [...pure, ...state, ...shared],
    'guard/api': [...pure, ...state, ...shared],
    // Reads a repository's files; what they ask for is judged by the decision.
    scan: [...pure, 'connect'],
    // Holds what was found to the policy. Apart, so that who only scans loads no policy.
    'scan/gate': [...pure, 'scan'],
    // A witness of others' logs: it needs no state of Ambit's.
    witness: ['proof'],
    // Asks witnesses to cosign this log.
    witnessing: [...pure, ...state],
    // What is outside policy, or nobody can tell, becomes a finding.
    watch: [...pure, ...state],
    // Destroys what is kept of somebody; what still works in their name is revoked first.
    erasure: [...pure, ...state, 'revocation'],
    notify: [...pure, ...state],
    // The ledger and what stands beside it, as files, and back.
    backup: [...pure, ...state],
    // Verifies where there is nothing but a folder and a key, so it reaches no state.
    'evidence/package': pure,
    evidence: [...pure, ...state, 'evidence/package'],
    http: [...pure, ...state, ...shared, ...planes],
    cli: [...pure, ...files, ...drafts, 'git-host', 'server-admin', ...state, ...shared, ...planes, 'http', 'app'],
    app: [...pure, ...files, ...state, ...shared, ...planes, ...faces.filter((room) => room !== 'cli')],
  };
})();
