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
customer_write_companies	w	customer_read_companies	See and change companies of the signed-in customer
customer_write_customers	w	customer_read_customers	See and change customers of the signed-in customer
customer_write_orders	w	customer_read_orders	See and change orders of the signed-in customer
customer_write_own_subscription_contracts	w	customer_read_own_subscription_contracts	See and change own subscription contracts of the signed-in customer
customer_write_quick_sale	w	customer_read_quick_sale	See and change quick sale of the signed-in customer
read_all_cart_transforms	r		See all cart transforms
read_all_orders	r	read_orders	See orders of all time, not those of 60 days alone
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
unauthenticated_write_bulk_operations	w	unauthenticated_read_bulk_operations	See and change bulk operations in the storefront
unauthenticated_write_checkouts	w	unauthenticated_read_checkouts	See and change checkouts in the storefront
unauthenticated_write_customers	w	unauthenticated_read_customers	See and change customers in the storefront
write_app_proxy	w	read_app_proxy	See and change app proxy
write_apps	w	read_apps	See and change apps
write_assigned_fulfillment_orders	w	read_assigned_fulfillment_orders	See and change assigned fulfillment orders
write_cart_transforms	w	read_cart_transforms	See and change cart transforms
write_cash_tracking	w	read_cash_tracking	See and change cash tracking
write_channels	w	read_channels	See and change channels
write_checkout_and_accounts_configurations	w	read_checkout_and_accounts_configurations	See and change checkout and accounts configurations
write_checkout_branding_settings	w	read_checkout_branding_settings	See and change checkout branding settings
write_checkout_extensions_apis	w		See and change checkout extensions apis
write_checkouts	w	read_checkouts	See and change checkouts
write_companies	w	read_companies	See and change companies
write_content	w	read_content	See and change content
write_custom_fulfillment_services	w	read_custom_fulfillment_services	See and change custom fulfillment services
write_custom_pixels	w	read_custom_pixels	See and change custom pixels
write_customer_data_erasure	w	read_customer_data_erasure	See and change customer data erasure
write_customer_events	w		See and change customer events
write_customer_merge	w	read_customer_merge	See and change customer merge
write_customers	w	read_customers	See and change customers
write_delivery_customizations	w	read_delivery_customizations	See and change delivery customizations
write_delivery_option_generators	w	read_delivery_option_generators	See and change delivery option generators
write_discounts	w	read_discounts	See and change discounts
write_discounts_allocator_functions	w	read_discounts_allocator_functions	See and change discounts allocator functions
write_discovery	w	read_discovery	See and change discovery
write_draft_orders	w	read_draft_orders	See and change draft orders
write_files	w	read_files	See and change files
write_fulfillment_constraint_rules	w	read_fulfillment_constraint_rules	See and change fulfillment constraint rules
write_fulfillments	w	read_fulfillments	See and change fulfillments
write_gift_card_transactions	w	read_gift_card_transactions	See and change gift card transactions
write_gift_cards	w	read_gift_cards	See and change gift cards
write_inventory	w	read_inventory	See and change inventory
write_inventory_shipments	w	read_inventory_shipments	See and change inventory shipments
write_inventory_shipments_received_items	w	read_inventory_shipments_received_items	See and change inventory shipments received items
write_inventory_transfers	w	read_inventory_transfers	See and change inventory transfers
write_legal_policies	w	read_legal_policies	See and change legal policies
write_locales	w	read_locales	See and change locales
write_locations	w	read_locations	See and change locations
write_marketing_events	w	read_marketing_events	See and change marketing events
write_marketing_integrated_campaigns	w	read_marketing_integrated_campaigns	See and change marketing integrated campaigns
write_markets	w	read_markets	See and change markets
write_markets_home	w	read_markets_home	See and change markets home
write_merchant_managed_fulfillment_orders	w	read_merchant_managed_fulfillment_orders	See and change merchant managed fulfillment orders
write_metaobject_definitions	w	read_metaobject_definitions	See and change metaobject definitions
write_metaobjects	w	read_metaobjects	See and change metaobjects
write_online_store_navigation	w	read_online_store_navigation	See and change online store navigation
write_online_store_pages	w	read_online_store_pages	See and change online store pages
write_order_edits	w	read_order_edits	See and change order edits
write_order_submission_rules	w	read_order_submission_rules	See and change order submission rules
write_orders	w	read_orders	See and change orders
write_own_subscription_contracts	w	read_own_subscription_contracts	See and change own subscription contracts
write_packing_slip_templates	w	read_packing_slip_templates	See and change packing slip templates
write_payment_customizations	w	read_payment_customizations	See and change payment customizations
write_payment_gateways	w	read_payment_gateways	See and change payment gateways
write_payment_mandate	w	read_payment_mandate	See and change payment mandate
write_payment_sessions	w	read_payment_sessions	See and change payment sessions
write_payment_terms	w	read_payment_terms	See and change payment terms
write_pixels	w	read_pixels	See and change pixels
write_price_lists	w	read_price_lists	See and change price lists
write_price_rules	w	read_price_rules	See and change price rules
write_privacy_settings	w	read_privacy_settings	See and change privacy settings
write_privacy_settings_consent	w		See and change privacy settings consent
write_product_feeds	w	read_product_feeds	See and change product feeds
write_product_listings	w	read_product_listings	See and change product listings
write_products	w	read_products	See and change products
write_publications	w	read_publications	See and change publications
write_purchase_options	w	read_purchase_options	See and change purchase options
write_reports	w	read_reports	See and change reports
write_resource_feedbacks	w	read_resource_feedbacks	See and change resource feedbacks
write_returns	w	read_returns	See and change returns
write_script_tags	w	read_script_tags	See and change script tags
write_shipping	w	read_shipping	See and change shipping
write_shopify_payments_disputes	w	read_shopify_payments_disputes	See and change shopify payments disputes
write_store_credit_account_transactions	w	read_store_credit_account_transactions	See and change store credit account transactions
write_subscription_contracts	w	read_subscription_contracts	See and change subscription contracts
write_theme_code	w		See and change theme code
write_themes	w	read_themes	See and change themes
write_third_party_fulfillment_orders	w	read_third_party_fulfillment_orders	See and change third party fulfillment orders
write_translations	w	read_translations	See and change translations
write_users	w	read_users	See and change users
write_validations	w	read_validations	See and change validations`,
};
