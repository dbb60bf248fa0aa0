import { dayFromNow } from './day-from-now.ts';
import type { RunFile } from './run-file.ts';

const CLIENT = 'nightly-report';

/** What `npm start` prints once everything answers: where each one is, and commands that a shell takes as they are. */
export function whatToTry(run: RunFile): string {
  const { issuer, apis, storefront, console, alerts, management, logKey, clients, users } = run;
  const secret = clients.find(({ client_id }) => client_id === CLIENT)?.client_secret ?? '';
  const credentials = `${CLIENT}:${secret}`;
  return `
Everything answers.

  issuer                ${issuer}   (the issuer guard; the authorization server is behind it)
  orders API            ${apis.orders}   (the API guard; the API is behind it)
  customers API         ${apis.customers}
  storefront            ${storefront}   (a shop to sign in to, which knows nothing of Ambit)
  console               ${console}   (sign in as bob: everything; alice: reads; carol: audits)
  alert receiver        ${alerts.receiver}   (its lines appear here as “alert: …”)
  management API        ${management}
  ledger's key          ${logKey}
  people who sign in    ${users.map(({ name }) => name).join(', ')}; their passwords and all secrets are in .ambit/run.json

To try in another terminal, in this folder and in this order, or all at once with npm run demo:

# A narrow token, and a call that it is good for
TOKEN=$(curl -s -u '${credentials}' -d grant_type=client_credentials -d scope=orders:read ${issuer}/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -i -H "Authorization: Bearer $TOKEN" ${apis.orders}/orders

# A broad request: the authorization server would give it, the guard refuses
curl -i -u '${credentials}' -d grant_type=client_credentials -d 'scope=orders:read orders:refund' ${issuer}/token

# Why, and who was told: the alert appeared in the terminal of npm start within a second
npx ambit explain ${CLIENT} orders:refund --policy examples/acme/ambit
npx ambit alerts

# A call outside the token's scope: 403, insufficient_scope
curl -i -X POST -H "Authorization: Bearer $TOKEN" ${apis.orders}/orders

# A revocation that takes hold at once, at every guard
curl -i -u '${credentials}' -d "token=$TOKEN" ${issuer}/token/revocation
sleep 1; curl -i -H "Authorization: Bearer $TOKEN" ${apis.orders}/orders

# That token's life, and the whole ledger verified
printf %s "$TOKEN" | npx ambit token -
npx ambit ledger verify --key '${logKey}'

# Evidence of today for an auditor (open .ambit/evidence/today/index.html), verified with nothing but the folder and the key
npx ambit evidence --from ${dayFromNow(0)} --to ${dayFromNow(1)} --out .ambit/evidence/today
npx ambit evidence verify .ambit/evidence/today --key '${logKey}'

Ctrl-C ends everything; the data stay in .ambit.
`;
}
