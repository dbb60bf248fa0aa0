export { FIRST_PAUSE_SECONDS, MAX_ATTEMPTS, MAX_PAUSE_SECONDS } from './back-off.ts';
export { type ListOptions, listAlerts, readAlert } from './list-alerts.ts';
export { type Notifier, type NotifierOptions, startNotifier } from './notifier.ts';
export { NotifyError, type NotifyErrorCode } from './notify-error.ts';
export { alertsWaiting, retryAlert } from './outbox.ts';
export type { AlertPage, AlertPayload, Delivery, DeliveryState, Destination, ListedAlert } from './types.ts';
export { type WebhookOptions, webhookDestination } from './webhook.ts';
