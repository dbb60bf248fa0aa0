import { broadNames, type Provider } from '../provider.ts';

/** shopify.dev/docs/api/usage/access-scopes. */
export const shopify: Provider = {
  id: 'shopify',
  title: 'Shopify',
  looksLike: (name) =>
    /^(unauthenticated|customer)_(read|write)_\w+$|^(read|write)_(all_orders|draft_orders|script_tags|product_listings|price_rules|\w*fulfillment\w*|fulfillments|metaobjects|metaobject_definitions|shopify_payments_\w+|resource_feedbacks|own_subscription_contracts|marketing_events|gift_cards|checkouts|online_store_\w+)$/.test(
      name,
    ),
  broad: [
    broadNames('read_all_orders', /^read_all_orders$/, 'sees orders of all time, in place of those of 60 days'),
    broadNames(
      'write_themes, write_theme_code, write_script_tags, write_pixels, write_custom_pixels',
      /^write_(themes|theme_code|script_tags|pixels|custom_pixels)$/,
      'puts code into the pages that customers see',
    ),
    broadNames('read_users, write_users', /^(read|write)_users$/, 'reaches the accounts of staff'),
    broadNames(
      'read_customer_payment_methods, read_shopify_payments_*',
      /^read_(customer_payment_methods|shopify_payments_(accounts|bank_accounts|provider_accounts_sensitive))$/,
      'sees how people pay or are paid',
    ),
  ],
  load: () => import('../data/shopify.ts'),
};
