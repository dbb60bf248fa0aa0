/** What a flow drew, from 0 to 9999, so that each step of it is enforced, or only observed, alike; null where no canary was set when it began. */
export const canary = `
ALTER TABLE authorization_requests ADD COLUMN canary smallint;
ALTER TABLE authorization_codes ADD COLUMN canary smallint;
ALTER TABLE token_births ADD COLUMN canary smallint;
`;
