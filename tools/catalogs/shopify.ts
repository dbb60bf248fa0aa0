/**
 * Writes `src/providers/data/shopify.ts` from what stands here: shopify.dev/docs/api/usage/access-scopes and the REST Admin API's list
 * beside it, in our own words.
 *
 *     node tools/node24.js tools/catalogs/shopify.ts
 */
import { type CatalogScope, writeCatalog } from './write-catalog.ts';

/** Resources that have both a `read_` and a `write_` scope. */
const BOTH = `app_proxy apps assigned_fulfillment_orders cart_transforms cash_tracking channels checkout_and_accounts_configurations
checkout_branding_settings checkouts companies content custom_fulfillment_services custom_pixels customer_data_erasure customer_merge
customers delivery_customizations delivery_option_generators discounts discounts_allocator_functions discovery draft_orders files
fulfillment_constraint_rules fulfillments gift_card_transactions gift_cards inventory inventory_shipments
inventory_shipments_received_items inventory_transfers legal_policies locales locations marketing_events marketing_integrated_campaigns
markets markets_home merchant_managed_fulfillment_orders metaobject_definitions metaobjects online_store_navigation online_store_pages
order_edits orders order_submission_rules own_subscription_contracts packing_slip_templates payment_customizations payment_gateways
payment_mandate payment_sessions payment_terms pixels price_lists price_rules privacy_settings product_feeds product_listings products
publications purchase_options reports resource_feedbacks returns script_tags shipping shopify_payments_disputes
store_credit_account_transactions subscription_contracts themes third_party_fulfillment_orders translations users validations`;

const READ_ONLY = `all_cart_transforms all_orders analytics audit_events customer_events customer_payment_methods quick_sale
shopify_payments_accounts shopify_payments_bank_accounts shopify_payments_payouts shopify_payments_provider_accounts_sensitive
store_credit_accounts`;

const WRITE_ONLY = 'checkout_extensions_apis customer_events theme_code privacy_settings_consent';

/** Storefront API, on behalf of nobody who has signed in; of these, both. */
const UNAUTHENTICATED = `checkouts customers metaobjects bulk_operations bundles content customer_tags product_inventory product_listings
product_pickup_locations product_tags selling_plans shop_pay_installments_pricing`;
const UNAUTHENTICATED_WRITE = 'checkouts customers bulk_operations';

/** Customer Account API, on behalf of a customer. */
const CUSTOMER = `companies customers draft_orders markets metaobjects orders own_subscription_contracts quick_sale
store_credit_account_transactions store_credit_accounts`;
const CUSTOMER_WRITE = 'companies customers orders own_subscription_contracts quick_sale';

const words = (list: string): string[] => list.split(/\s+/);
const scopes: CatalogScope[] = [
  ...pairs('', words(BOTH), words(BOTH), ''),
  ...pairs('', words(READ_ONLY), [], ''),
  ...pairs('', [], words(WRITE_ONLY), ''),
  ...pairs('unauthenticated_', words(UNAUTHENTICATED), words(UNAUTHENTICATED_WRITE), ' in the storefront'),
  ...pairs('customer_', words(CUSTOMER), words(CUSTOMER_WRITE), ' of the signed-in customer'),
];
const all = scopes.find(({ name }) => name === 'read_all_orders');
if (all !== undefined)
  scopes[scopes.indexOf(all)] = {
    ...all,
    narrower: ['read_orders'],
    description: 'See orders of all time, not those of 60 days alone',
  };

writeCatalog('shopify', {
  prefix: '',
  sources: [{ name: 'shopify.dev, access scopes', version: '2026-11-25', licence: 'facts only' }],
  scopes,
});

function pairs(prefix: string, read: readonly string[], written: readonly string[], whose: string): CatalogScope[] {
  const said = (resource: string): string => `${resource.replaceAll('_', ' ')}${whose}`;
  return [
    ...read.map((one) => ({ name: `${prefix}read_${one}`, flags: 'r', narrower: [], description: `See ${said(one)}` })),
    ...written.map((one) => ({
      name: `${prefix}write_${one}`,
      flags: 'w',
      // Every write scope reads as well.
      narrower: read.includes(one) ? [`${prefix}read_${one}`] : [],
      description: `See and change ${said(one)}`,
    })),
  ];
}
