// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [{ name: 'shopify.dev, access scopes', version: '2026-11-25', licence: 'facts only' }],
  prefix: '',
  lines: `customer_read_companies	r		See companies of the signed-in customer
customer_read_customers	r		See customers of the signed-in customer
customer_read_draft_orders	r		See draft orders of the signed-in customer
customer_read_markets	r		See markets of the signed-in customer
customer_read_metaobjects	r		See metaobjects of the signed-in customer
customer_read_orders	r		See orders of the signed-in customer
customer_read_own_subscription_contracts	r		See own subscription contracts of the signed-in customer
customer_read_quick_sale	r		See quick sale of the signed-in customer
customer_read_store_credit_account_transactions	r		See store credit account transactions of the signed-in customer
customer_read_store_credit_accounts	r		See store credit accounts of the signed-in customer
customer_write_companies	w	0	See and change companies of the signed-in customer
customer_write_customers	w	1	See and change customers of the signed-in customer
customer_write_orders	w	5	See and change orders of the signed-in customer
customer_write_own_subscription_contracts	w	6	See and change own subscription contracts of the signed-in customer
customer_write_quick_sale	w	7	See and change quick sale of the signed-in customer
read_all_cart_transforms	r		See all cart transforms
read_all_orders	r	66	See orders of all time, not those of 60 days alone
read_analytics	r		See analytics
read_app_proxy	r		See app proxy
read_apps	r		See apps
read_assigned_fulfillment_orders	r		See assigned fulfillment orders
read_audit_events	r		See audit events
read_cart_transforms	r		See cart transforms
read_cash_tracking	r		See cash tracking
read_channels	r		See channels
read_checkout_and_accounts_configurations	r		See checkout and accounts configurations
read_checkout_branding_settings	r		See checkout branding settings
read_checkouts	r		See checkouts
read_companies	r		See companies
read_content	r		See content
read_custom_fulfillment_services	r		See custom fulfillment services
read_custom_pixels	r		See custom pixels
read_customer_data_erasure	r		See customer data erasure
read_customer_events	r		See customer events
read_customer_merge	r		See customer merge
read_customer_payment_methods	r		See customer payment methods
read_customers	r		See customers
read_delivery_customizations	r		See delivery customizations
read_delivery_option_generators	r		See delivery option generators
read_discounts	r		See discounts
read_discounts_allocator_functions	r		See discounts allocator functions
read_discovery	r		See discovery
read_draft_orders	r		See draft orders
read_files	r		See files
read_fulfillment_constraint_rules	r		See fulfillment constraint rules
read_fulfillments	r		See fulfillments
read_gift_card_transactions	r		See gift card transactions
read_gift_cards	r		See gift cards
read_inventory	r		See inventory
read_inventory_shipments	r		See inventory shipments
read_inventory_shipments_received_items	r		See inventory shipments received items
read_inventory_transfers	r		See inventory transfers
read_legal_policies	r		See legal policies
read_locales	r		See locales
read_locations	r		See locations
read_marketing_events	r		See marketing events
read_marketing_integrated_campaigns	r		See marketing integrated campaigns
read_markets	r		See markets
read_markets_home	r		See markets home
read_merchant_managed_fulfillment_orders	r		See merchant managed fulfillment orders
read_metaobject_definitions	r		See metaobject definitions
read_metaobjects	r		See metaobjects
read_online_store_navigation	r		See online store navigation
read_online_store_pages	r		See online store pages
read_order_edits	r		See order edits
read_order_submission_rules	r		See order submission rules
read_orders	r		See orders
read_own_subscription_contracts	r		See own subscription contracts
read_packing_slip_templates	r		See packing slip templates
read_payment_customizations	r		See payment customizations
read_payment_gateways	r		See payment gateways
read_payment_mandate	r		See payment mandate
read_payment_sessions	r		See payment sessions
read_payment_terms	r		See payment terms
read_pixels	r		See pixels
read_price_lists	r		See price lists
read_price_rules	r		See price rules
read_privacy_settings	r		See privacy settings
read_product_feeds	r		See product feeds
read_product_listings	r		See product listings
read_products	r		See products
read_publications	r		See publications
read_purchase_options	r		See purchase options
read_quick_sale	r		See quick sale
read_reports	r		See reports
read_resource_feedbacks	r		See resource feedbacks
read_returns	r		See returns
read_script_tags	r		See script tags
read_shipping	r		See shipping
read_shopify_payments_accounts	r		See shopify payments accounts
read_shopify_payments_bank_accounts	r		See shopify payments bank accounts
read_shopify_payments_disputes	r		See shopify payments disputes
read_shopify_payments_payouts	r		See shopify payments payouts
read_shopify_payments_provider_accounts_sensitive	r		See shopify payments provider accounts sensitive
read_store_credit_account_transactions	r		See store credit account transactions
read_store_credit_accounts	r		See store credit accounts
read_subscription_contracts	r		See subscription contracts
read_themes	r		See themes
read_third_party_fulfillment_orders	r		See third party fulfillment orders
read_translations	r		See translations
read_users	r		See users
read_validations	r		See validations
unauthenticated_read_bulk_operations	r		See bulk operations in the storefront
unauthenticated_read_bundles	r		See bundles in the storefront
unauthenticated_read_checkouts	r		See checkouts in the storefront
unauthenticated_read_content	r		See content in the storefront
unauthenticated_read_customer_tags	r		See customer tags in the storefront
unauthenticated_read_customers	r		See customers in the storefront
unauthenticated_read_metaobjects	r		See metaobjects in the storefront
unauthenticated_read_product_inventory	r		See product inventory in the storefront
unauthenticated_read_product_listings	r		See product listings in the storefront
unauthenticated_read_product_pickup_locations	r		See product pickup locations in the storefront
unauthenticated_read_product_tags	r		See product tags in the storefront
unauthenticated_read_selling_plans	r		See selling plans in the storefront
unauthenticated_read_shop_pay_installments_pricing	r		See shop pay installments pricing in the storefront
unauthenticated_write_bulk_operations	w	102	See and change bulk operations in the storefront
unauthenticated_write_checkouts	w	104	See and change checkouts in the storefront
unauthenticated_write_customers	w	107	See and change customers in the storefront
write_app_proxy	w	18	See and change app proxy
write_apps	w	19	See and change apps
write_assigned_fulfillment_orders	w	20	See and change assigned fulfillment orders
write_cart_transforms	w	22	See and change cart transforms
write_cash_tracking	w	23	See and change cash tracking
write_channels	w	24	See and change channels
write_checkout_and_accounts_configurations	w	25	See and change checkout and accounts configurations
write_checkout_branding_settings	w	26	See and change checkout branding settings
write_checkout_extensions_apis	w		See and change checkout extensions apis
write_checkouts	w	27	See and change checkouts
write_companies	w	28	See and change companies
write_content	w	29	See and change content
write_custom_fulfillment_services	w	30	See and change custom fulfillment services
write_custom_pixels	w	31	See and change custom pixels
write_customer_data_erasure	w	32	See and change customer data erasure
write_customer_events	w		See and change customer events
write_customer_merge	w	34	See and change customer merge
write_customers	w	36	See and change customers
write_delivery_customizations	w	37	See and change delivery customizations
write_delivery_option_generators	w	38	See and change delivery option generators
write_discounts	w	39	See and change discounts
write_discounts_allocator_functions	w	40	See and change discounts allocator functions
write_discovery	w	41	See and change discovery
write_draft_orders	w	42	See and change draft orders
write_files	w	43	See and change files
write_fulfillment_constraint_rules	w	44	See and change fulfillment constraint rules
write_fulfillments	w	45	See and change fulfillments
write_gift_card_transactions	w	46	See and change gift card transactions
write_gift_cards	w	47	See and change gift cards
write_inventory	w	48	See and change inventory
write_inventory_shipments	w	49	See and change inventory shipments
write_inventory_shipments_received_items	w	50	See and change inventory shipments received items
write_inventory_transfers	w	51	See and change inventory transfers
write_legal_policies	w	52	See and change legal policies
write_locales	w	53	See and change locales
write_locations	w	54	See and change locations
write_marketing_events	w	55	See and change marketing events
write_marketing_integrated_campaigns	w	56	See and change marketing integrated campaigns
write_markets	w	57	See and change markets
write_markets_home	w	58	See and change markets home
write_merchant_managed_fulfillment_orders	w	59	See and change merchant managed fulfillment orders
write_metaobject_definitions	w	60	See and change metaobject definitions
write_metaobjects	w	61	See and change metaobjects
write_online_store_navigation	w	62	See and change online store navigation
write_online_store_pages	w	63	See and change online store pages
write_order_edits	w	64	See and change order edits
write_order_submission_rules	w	65	See and change order submission rules
write_orders	w	66	See and change orders
write_own_subscription_contracts	w	67	See and change own subscription contracts
write_packing_slip_templates	w	68	See and change packing slip templates
write_payment_customizations	w	69	See and change payment customizations
write_payment_gateways	w	70	See and change payment gateways
write_payment_mandate	w	71	See and change payment mandate
write_payment_sessions	w	72	See and change payment sessions
write_payment_terms	w	73	See and change payment terms
write_pixels	w	74	See and change pixels
write_price_lists	w	75	See and change price lists
write_price_rules	w	76	See and change price rules
write_privacy_settings	w	77	See and change privacy settings
write_privacy_settings_consent	w		See and change privacy settings consent
write_product_feeds	w	78	See and change product feeds
write_product_listings	w	79	See and change product listings
write_products	w	80	See and change products
write_publications	w	81	See and change publications
write_purchase_options	w	82	See and change purchase options
write_reports	w	84	See and change reports
write_resource_feedbacks	w	85	See and change resource feedbacks
write_returns	w	86	See and change returns
write_script_tags	w	87	See and change script tags
write_shipping	w	88	See and change shipping
write_shopify_payments_disputes	w	91	See and change shopify payments disputes
write_store_credit_account_transactions	w	94	See and change store credit account transactions
write_subscription_contracts	w	96	See and change subscription contracts
write_theme_code	w		See and change theme code
write_themes	w	97	See and change themes
write_third_party_fulfillment_orders	w	98	See and change third party fulfillment orders
write_translations	w	99	See and change translations
write_users	w	100	See and change users
write_validations	w	101	See and change validations`,
};
