// Written by a script of tools/catalogs/; change that.
import type { CatalogData } from '../catalog-data.ts';

export const catalog: CatalogData = {
  sources: [
    { name: 'Google API discovery documents (google-api-python-client)', version: '2.202.0', licence: 'Apache-2.0' },
    { name: 'google.golang.org/api', version: 'v0.311.0', licence: 'BSD-3-Clause' },
    { name: 'googleapis/googleapis', version: 'f8291d2b89f0', licence: 'Apache-2.0' },
    { name: 'developers.google.com', version: '2026-11-25', licence: 'facts only' },
  ],
  prefix: 'https://www.googleapis.com/auth/',
  lines: `=email	ih		
=https://docs.google.com/feeds	woh		
=https://mail.google.com/	w	gmail.addons.current.action.compose gmail.addons.current.message.action gmail.addons.current.message.metadata gmail.addons.current.message.readonly gmail.compose gmail.insert gmail.labels gmail.metadata gmail.modify gmail.readonly gmail.send	
=https://spreadsheets.google.com/feeds	woh		
=https://www.google.com/analytics/feeds	roh		
=https://www.google.com/calendar/feeds	w		
=https://www.google.com/m8/feeds	w		
activity	wo		
adexchange.buyer	w		
adexchange.seller	wo		
adexchange.seller.readonly	ro		
admanager	wh		
admanager.readonly	rh		
admin.chrome.printers	w	admin.chrome.printers.readonly	
admin.chrome.printers.readonly	r		
admin.datatransfer	w	admin.datatransfer.readonly	
admin.datatransfer.readonly	r		
admin.directory.customer	w	admin.directory.customer.readonly	
admin.directory.customer.readonly	r		
admin.directory.device.chromeos	w	admin.directory.device.chromeos.readonly	
admin.directory.device.chromeos.readonly	r		
admin.directory.device.mobile	w	admin.directory.device.mobile.action admin.directory.device.mobile.readonly	
admin.directory.device.mobile.action	w	admin.directory.device.mobile.readonly	
admin.directory.device.mobile.readonly	r		
admin.directory.domain	w	admin.directory.domain.readonly	
admin.directory.domain.readonly	r		
admin.directory.group	w	admin.directory.group.member admin.directory.group.member.readonly admin.directory.group.readonly	
admin.directory.group.member	w	admin.directory.group.member.readonly	
admin.directory.group.member.readonly	r		
admin.directory.group.readonly	r	admin.directory.group.member.readonly	
admin.directory.orgunit	w	admin.directory.orgunit.readonly	
admin.directory.orgunit.readonly	r		
admin.directory.resource.calendar	w	admin.directory.resource.calendar.readonly	
admin.directory.resource.calendar.readonly	r		
admin.directory.rolemanagement	w	admin.directory.rolemanagement.readonly	
admin.directory.rolemanagement.readonly	r		
admin.directory.user	w	admin.directory.user.alias admin.directory.user.alias.readonly admin.directory.user.readonly	
admin.directory.user.alias	w	admin.directory.user.alias.readonly	
admin.directory.user.alias.readonly	r		
admin.directory.user.readonly	r	admin.directory.user.alias.readonly	
admin.directory.user.security	w		
admin.directory.userschema	w	admin.directory.userschema.readonly	
admin.directory.userschema.readonly	r		
admin.reports.audit.readonly	r		
admin.reports.usage.readonly	r		
admob.readonly	r		
admob.report	w		
adsense	w	adsense.readonly	
adsense.readonly	r		
adsensehost	w		
adwords	r		
agencies-and-brands	w		
agentregistry.read-only	r		
agentregistry.read-write	w	agentregistry.read-only	
aiplatform	w		
analytics	w		
analytics.edit	w		
analytics.manage.users	w	analytics.manage.users.readonly	
analytics.manage.users.readonly	r		
analytics.provision	w		
analytics.readonly	r		
analytics.user.deletion	w		
androidenterprise	w		
androidmanagement	w		
androidpublisher	w		
apihub.readonly	r		
apihub.readwrite	w	apihub.readonly	
apikeys	w	apikeys.readonly	
apikeys.readonly	r		
appengine.admin	r		
apps.alerts	w		
apps.groups.migration	w		
apps.groups.settings	w		
apps.licensing	w		
apps.order	w	apps.order.readonly	
apps.order.readonly	r		
apps.reports.usage.readonly	r		
appsmarketplace.license	r		
appstate	wo		
assistant-sdk-prototype	wh		
authorized-buyers-marketplace	w		
bigquery	w	bigquery.insertdata	
bigquery.insertdata	w		
bigtable.admin	w	bigtable.admin.cluster bigtable.admin.instance bigtable.admin.table cloud-bigtable.admin.cluster cloud-bigtable.admin.table	
bigtable.admin.cluster	w		
bigtable.admin.instance	w		
bigtable.admin.table	w		
bigtable.data	wh		
bigtable.data.readonly	rh		
bigtable.readonly	rh		
blogger	w	blogger.readonly	
blogger.readonly	r		
books	w		
calendar	w	calendar.acls calendar.acls.readonly calendar.app.created calendar.calendarlist calendar.calendarlist.readonly calendar.calendars calendar.calendars.readonly calendar.events calendar.events.freebusy calendar.events.owned calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly calendar.freebusy calendar.readonly calendar.settings calendar.settings.readonly	
calendar.acls	w	calendar.acls.readonly	
calendar.acls.readonly	r		
calendar.addons.current.event.read	rh		
calendar.addons.current.event.write	wh		
calendar.addons.execute	wh		
calendar.app.created	w		
calendar.calendarlist	w	calendar.calendarlist.readonly	
calendar.calendarlist.readonly	r		
calendar.calendars	w	calendar.calendars.readonly	
calendar.calendars.readonly	r		
calendar.events	w	calendar.events.readonly	
calendar.events.freebusy	w	calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly calendar.freebusy	
calendar.events.owned	w	calendar.events calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly	
calendar.events.owned.readonly	r	calendar.events.readonly	
calendar.events.public.readonly	r	calendar.events.readonly	
calendar.events.readonly	r		
calendar.freebusy	w		
calendar.readonly	r	calendar.calendarlist.readonly calendar.calendars.readonly calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly calendar.settings.readonly	
calendar.settings	w		
calendar.settings.readonly	r		
ces	w		
chat.admin.delete	w		
chat.admin.memberships	w	chat.admin.memberships.readonly chat.memberships.app	
chat.admin.memberships.readonly	r		
chat.admin.spaces	w	chat.admin.spaces.readonly	
chat.admin.spaces.readonly	r		
chat.app.all.memberships.readonly	r	chat.app.all.users.readstate.readonly	
chat.app.all.messages.readonly	r	chat.app.all.users.readstate.readonly	
chat.app.all.spaces.readonly	r	chat.app.all.users.readstate.readonly	
chat.app.all.users.readstate.readonly	r		
chat.app.delete	w		
chat.app.memberships	w	chat.admin.memberships chat.admin.memberships.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly chat.memberships.app	
chat.app.memberships.readonly	r	chat.app.all.users.readstate.readonly	
chat.app.messages.readonly	r	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly	
chat.app.spaces	w	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.create chat.app.spaces.readonly	
chat.app.spaces.create	w		
chat.app.spaces.readonly	r	chat.app.all.users.readstate.readonly	
chat.bot	w	chat.admin.memberships.readonly chat.messages.create chat.messages.reactions.create	
chat.customemojis	w	chat.customemojis.readonly	
chat.customemojis.readonly	r		
chat.delete	w		
chat.import	w	chat.admin.delete chat.app.delete chat.app.spaces.create chat.delete chat.memberships.app chat.messages.create chat.messages.reactions.create	
chat.memberships	w	chat.admin.memberships chat.admin.memberships.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships chat.app.memberships.readonly chat.app.spaces.readonly chat.memberships.app chat.memberships.readonly	
chat.memberships.app	w		
chat.memberships.readonly	r	chat.admin.memberships.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly	
chat.messages	w	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.messages.readonly chat.app.spaces.readonly chat.messages.create chat.messages.reactions chat.messages.reactions.create chat.messages.reactions.readonly chat.messages.readonly	
chat.messages.create	w		
chat.messages.reactions	w	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly chat.messages.reactions.create chat.messages.reactions.readonly	
chat.messages.reactions.create	w		
chat.messages.reactions.readonly	r	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly	
chat.messages.readonly	r	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.messages.readonly chat.app.spaces.readonly chat.messages.reactions.readonly	
chat.spaces	w	chat.admin.spaces chat.admin.spaces.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces chat.app.spaces.create chat.app.spaces.readonly chat.spaces.create chat.spaces.pins chat.spaces.pins.readonly chat.spaces.readonly	
chat.spaces.create	w	chat.app.spaces.create	
chat.spaces.pins	w	chat.spaces.pins.readonly	
chat.spaces.pins.readonly	r		
chat.spaces.readonly	r	chat.admin.spaces.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly chat.spaces.pins.readonly	
chat.users.availability	w	chat.app.all.users.readstate.readonly chat.users.availability.readonly	
chat.users.availability.readonly	r	chat.app.all.users.readstate.readonly	
chat.users.readstate	w	chat.app.all.users.readstate.readonly chat.users.readstate.readonly	
chat.users.readstate.readonly	r	chat.app.all.users.readstate.readonly	
chat.users.sections	w	chat.users.sections.readonly	
chat.users.sections.readonly	r		
chat.users.spacesettings	w		
chrome.management.appdetails.readonly	r		
chrome.management.browsers	w	chrome.management.browsers.readonly	
chrome.management.browsers.readonly	r		
chrome.management.enrollmenttokens	w	chrome.management.enrollmenttokens.readonly	
chrome.management.enrollmenttokens.readonly	r		
chrome.management.policy	w	chrome.management.policy.readonly	
chrome.management.policy.readonly	r		
chrome.management.profiles	w	chrome.management.profiles.readonly	
chrome.management.profiles.readonly	r		
chrome.management.reports.readonly	r		
chrome.management.securityinsights	w	chrome.management.securityinsights.readonly	
chrome.management.securityinsights.readonly	r		
chrome.management.telemetry.readonly	r		
chromewebstore	w	chromewebstore.readonly	
chromewebstore.readonly	r		
chronicle	wh		
chronicle.readonly	rh		
classroom.addons.student	r		
classroom.addons.teacher	w	classroom.addons.student	
classroom.announcements	w	classroom.announcements.readonly	
classroom.announcements.readonly	r		
classroom.courses	w	classroom.courses.readonly	
classroom.courses.readonly	r		
classroom.coursework.me	w	classroom.coursework.me.readonly classroom.coursework.students.readonly classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	
classroom.coursework.me.readonly	r	classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	
classroom.coursework.students	w	classroom.coursework.me.readonly classroom.coursework.students.readonly classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	
classroom.coursework.students.readonly	r	classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	
classroom.courseworkmaterials	w	classroom.courseworkmaterials.readonly	
classroom.courseworkmaterials.readonly	r		
classroom.guardianlinks.me.readonly	r		
classroom.guardianlinks.students	w	classroom.guardianlinks.me.readonly classroom.guardianlinks.students.readonly	
classroom.guardianlinks.students.readonly	r	classroom.guardianlinks.me.readonly	
classroom.profile.emails	w		
classroom.profile.photos	w		
classroom.push-notifications	w		
classroom.rosters	w	classroom.profile.emails classroom.profile.photos classroom.rosters.readonly	
classroom.rosters.readonly	r		
classroom.student-submissions.me.readonly	r		
classroom.student-submissions.students.readonly	r		
classroom.topics	w	classroom.topics.readonly	
classroom.topics.readonly	r		
cloud-auditmanager	w		
cloud-backupdr	w		
cloud-bigtable.admin	w	bigtable.admin.cluster bigtable.admin.instance bigtable.admin.table cloud-bigtable.admin.cluster cloud-bigtable.admin.table	
cloud-bigtable.admin.cluster	w		
cloud-bigtable.admin.table	w		
cloud-bigtable.data	wh		
cloud-bigtable.data.readonly	rh		
cloud-billing	w	cloud-billing.readonly	
cloud-billing.readonly	r		
cloud-healthcare	w		
cloud-identity.allowlisteddomains	w	cloud-identity.allowlisteddomains.readonly	
cloud-identity.allowlisteddomains.readonly	r		
cloud-identity.devices	w	cloud-identity.devices.readonly	
cloud-identity.devices.lookup	r		
cloud-identity.devices.readonly	r		
cloud-identity.groups	w	cloud-identity.groups.readonly	
cloud-identity.groups.readonly	r		
cloud-identity.inboundsso	w	cloud-identity.inboundsso.readonly	
cloud-identity.inboundsso.readonly	r		
cloud-identity.orgunits	w	cloud-identity.orgunits.readonly	
cloud-identity.orgunits.readonly	r		
cloud-identity.policies	w	cloud-identity.policies.readonly	
cloud-identity.policies.readonly	r		
cloud-language	w		
cloud-netapp	w		
cloud-platform	w	agentregistry.read-only agentregistry.read-write aiplatform apihub.readonly apihub.readwrite apikeys apikeys.readonly appengine.admin bigquery bigquery.insertdata bigtable.admin bigtable.admin.cluster bigtable.admin.instance bigtable.admin.table ces cloud-auditmanager cloud-backupdr cloud-bigtable.admin cloud-bigtable.admin.cluster cloud-bigtable.admin.table cloud-billing cloud-billing.readonly cloud-healthcare cloud-identity.groups cloud-identity.groups.readonly cloud-identity.inboundsso cloud-identity.inboundsso.readonly cloud-language cloud-netapp cloud-platform.read-only cloud-translation cloud-vision cloud_debugger cloudasset cloudcomposer cloudcomposer.readonly cloudiot cloudkms cloudruntimeconfig compute compute.readonly container container.read-only datalineage.read-write datalineage.readonly dataplex.read-write dataplex.readonly dataproc dataproc.read-only datastore devstorage.full_control devstorage.read_only devstorage.read_write dialogflow discoveryengine.assist.readwrite discoveryengine.readwrite discoveryengine.serving.readwrite firebase.messaging firebase.readonly genomics jobs logging.admin logging.read logging.write maps-platform.addressvalidation maps-platform.places maps-platform.places.autocomplete maps-platform.places.details maps-platform.places.getphotomedia maps-platform.places.nearbysearch maps-platform.places.textsearch monitoring monitoring.read monitoring.write ndev.clouddns.readonly ndev.clouddns.readwrite ndev.cloudman ndev.cloudman.readonly notebooks organizationpolicy organizationpolicy.readonly pubsub redis.read-only redis.read-write run run.readonly saasservicemgmt.read-write saasservicemgmt.readonly sasportal securitycenter service.management service.management.readonly servicecontrol source.full_control source.read_only source.read_write spanner.admin spanner.data sqlservice.admin trace.append trace.readonly	
cloud-platform.read-only	r	agentregistry.read-only apikeys.readonly dataplex.readonly logging.read ndev.clouddns.readonly ndev.cloudman.readonly service.management.readonly	
cloud-translation	w		
cloud-vision	w		
cloud.useraccounts	woh		
cloud.useraccounts.readonly	roh		
cloud_debugger	w		
cloud_search	w	cloud_search.debug cloud_search.indexing cloud_search.settings cloud_search.settings.indexing cloud_search.settings.query cloud_search.stats cloud_search.stats.indexing	
cloud_search.debug	w		
cloud_search.indexing	w		
cloud_search.query	w		
cloud_search.settings	w	cloud_search.settings.indexing cloud_search.settings.query	
cloud_search.settings.indexing	w		
cloud_search.settings.query	w		
cloud_search.stats	r		
cloud_search.stats.indexing	r		
cloudasset	w		
cloudcomposer	w	cloudcomposer.readonly	
cloudcomposer.readonly	r		
cloudiot	w		
cloudkms	w		
cloudruntimeconfig	w		
colaboratory	w	colaboratory.readonly	
colaboratory.readonly	r		
compute	w	compute.readonly	
compute.readonly	r		
consumersurveys	wo		
consumersurveys.readonly	ro		
contacts	w	contacts.readonly	
contacts.other.readonly	r		
contacts.readonly	r		
container	w	container.read-only	
container.read-only	r		
content	w		
curation-partners	w		
datalineage.read-write	w		
datalineage.readonly	r		
datamanager	w	datamanager.partnerlink	
datamanager.partnerlink	w		
dataplex.read-write	w	dataplex.readonly	
dataplex.readonly	r		
dataportability.alerts.subscriptions	w		
dataportability.chrome.autofill	w		
dataportability.chrome.bookmarks	w		
dataportability.chrome.dictionary	w		
dataportability.chrome.extensions	w		
dataportability.chrome.history	w		
dataportability.chrome.reading_list	w		
dataportability.chrome.settings	w		
dataportability.discover.follows	w		
dataportability.discover.likes	w		
dataportability.discover.not_interested	w		
dataportability.maps.aliased_places	w		
dataportability.maps.commute_routes	w		
dataportability.maps.commute_settings	w		
dataportability.maps.ev_profile	w		
dataportability.maps.factual_contributions	w		
dataportability.maps.offering_contributions	w		
dataportability.maps.photos_videos	w		
dataportability.maps.questions_answers	w		
dataportability.maps.reviews	w		
dataportability.maps.starred_places	w		
dataportability.maps.vehicle_profile	w		
dataportability.myactivity.maps	w		
dataportability.myactivity.myadcenter	w		
dataportability.myactivity.play	w		
dataportability.myactivity.search	w		
dataportability.myactivity.shopping	w		
dataportability.myactivity.youtube	w		
dataportability.mymaps.maps	w		
dataportability.nest.camera_event	w		
dataportability.nest.camera_feature	w		
dataportability.nest.camera_video	w		
dataportability.nest.store	w		
dataportability.nest.user	w		
dataportability.order_reserve.purchases_reservations	w		
dataportability.pixel.device_data	w		
dataportability.play.devices	w		
dataportability.play.grouping	w		
dataportability.play.installs	w		
dataportability.play.library	w		
dataportability.play.playpoints	w		
dataportability.play.promotions	w		
dataportability.play.purchases	w		
dataportability.play.redemptions	w		
dataportability.play.subscriptions	w		
dataportability.play.usersettings	w		
dataportability.saved.collections	w		
dataportability.search_ugc.comments	w		
dataportability.search_ugc.media.reviews_and_stars	w		
dataportability.search_ugc.media.streaming_video_providers	w		
dataportability.search_ugc.media.thumbs	w		
dataportability.search_ugc.media.watched	w		
dataportability.searchnotifications.settings	w		
dataportability.searchnotifications.subscriptions	w		
dataportability.shopping.addresses	w		
dataportability.shopping.reviews	w		
dataportability.streetview.imagery	w		
dataportability.youtube.channel	w		
dataportability.youtube.clips	w		
dataportability.youtube.comments	w		
dataportability.youtube.conversations	w		
dataportability.youtube.live_chat	w		
dataportability.youtube.music	w		
dataportability.youtube.playable	w		
dataportability.youtube.posts	w		
dataportability.youtube.private_playlists	w		
dataportability.youtube.private_videos	w		
dataportability.youtube.public_playlists	w		
dataportability.youtube.public_videos	w		
dataportability.youtube.shopping	w		
dataportability.youtube.subscriptions	w		
dataportability.youtube.unlisted_playlists	w		
dataportability.youtube.unlisted_videos	w		
dataproc	w	dataproc.read-only	
dataproc.read-only	r		
datastore	w		
ddmconversions	w		
devstorage.full_control	w	devstorage.read_only devstorage.read_write	
devstorage.read_only	r		
devstorage.read_write	w		
dfareporting	w		
dfatrafficking	w		
dialogflow	w		
directory.readonly	r		
discoveryengine.assist.readwrite	w		
discoveryengine.readwrite	w		
discoveryengine.serving.readwrite	w	discoveryengine.assist.readwrite discoveryengine.readwrite	
display-video	w		
display-video-mediaplanning	w		
display-video-user-management	w		
docs.addons.execute	wh		
documents	w	documents.readonly drive.file	
documents.currentonly	wh		
documents.readonly	r		
doubleclickbidmanager	w		
doubleclicksearch	w		
drive	w	documents documents.readonly drive.appdata drive.file drive.meet.readonly drive.metadata drive.metadata.readonly drive.photos.readonly drive.readonly drive.scripts forms.body forms.body.readonly forms.responses.readonly presentations presentations.readonly spreadsheets spreadsheets.readonly	
drive.activity	w		
drive.activity.readonly	r		
drive.addons.metadata.readonly	rh		
drive.admin.labels	w	drive.admin.labels.readonly drive.labels.readonly	
drive.admin.labels.readonly	r		
drive.appdata	w	drive.scripts	
drive.apps.readonly	r		
drive.file	w		
drive.labels	w	drive.admin.labels.readonly drive.labels.readonly	
drive.labels.readonly	r		
drive.meet.readonly	r		
drive.metadata	w	drive.metadata.readonly drive.scripts	
drive.metadata.readonly	r		
drive.photos.readonly	r		
drive.readonly	r	documents.readonly drive.meet.readonly drive.metadata.readonly forms.body.readonly presentations.readonly spreadsheets.readonly	
drive.scripts	w		
ediscovery	w	ediscovery.readonly	
ediscovery.readonly	r		
factchecktools	w		
firebase	w	firebase.readonly	
firebase.messaging	w		
firebase.readonly	r		
fitness.activity.read	r		
fitness.activity.write	w	fitness.activity.read	
fitness.blood_glucose.read	r		
fitness.blood_glucose.write	w	fitness.blood_glucose.read	
fitness.blood_pressure.read	r		
fitness.blood_pressure.write	w	fitness.blood_pressure.read	
fitness.body.read	r		
fitness.body.write	w	fitness.body.read	
fitness.body_temperature.read	r		
fitness.body_temperature.write	w	fitness.body_temperature.read	
fitness.heart_rate.read	r		
fitness.heart_rate.write	w	fitness.heart_rate.read	
fitness.location.read	r		
fitness.location.write	w	fitness.location.read	
fitness.nutrition.read	r		
fitness.nutrition.write	w	fitness.nutrition.read	
fitness.oxygen_saturation.read	r		
fitness.oxygen_saturation.write	w	fitness.oxygen_saturation.read	
fitness.reproductive_health.read	r		
fitness.reproductive_health.write	w	fitness.reproductive_health.read	
fitness.sleep.read	r		
fitness.sleep.write	w	fitness.sleep.read	
forms	w		
forms.body	w	drive.file forms.body.readonly	
forms.body.readonly	r		
forms.currentonly	w		
forms.responses.readonly	r		
fusiontables	wo		
fusiontables.readonly	ro		
games	w		
generative-language.retriever	wh		
generative-language.tuning	wh		
genomics	w		
glass.location	wo		
glass.timeline	wo		
gmail.addons.current.action.compose	w	gmail.send	
gmail.addons.current.message.action	r	gmail.addons.current.message.metadata	
gmail.addons.current.message.metadata	r		
gmail.addons.current.message.readonly	r		
gmail.addons.execute	wh		
gmail.compose	w	gmail.addons.current.action.compose gmail.send	
gmail.insert	w		
gmail.labels	w		
gmail.metadata	w	gmail.addons.current.message.metadata	
gmail.modify	w	gmail.addons.current.action.compose gmail.addons.current.message.action gmail.addons.current.message.metadata gmail.addons.current.message.readonly gmail.compose gmail.insert gmail.labels gmail.metadata gmail.readonly gmail.send	
gmail.readonly	r	gmail.addons.current.message.readonly	
gmail.send	w		
gmail.settings.basic	w		
gmail.settings.sharing	w		
googlehealth.activity_and_fitness.readonly	r		
googlehealth.activity_and_fitness.writeonly	w		
googlehealth.ecg.readonly	r		
googlehealth.health_metrics_and_measurements.readonly	r		
googlehealth.health_metrics_and_measurements.writeonly	w	googlehealth.health_metrics_and_measurements.readonly	
googlehealth.irn.readonly	r		
googlehealth.location.readonly	r		
googlehealth.logged_symptoms.readonly	r		
googlehealth.logged_symptoms.writeonly	w	googlehealth.logged_symptoms.readonly	
googlehealth.mindfulness.readonly	r		
googlehealth.mindfulness.writeonly	w	googlehealth.mindfulness.readonly	
googlehealth.nutrition.writeonly	w		
googlehealth.profile.readonly	r		
googlehealth.profile.writeonly	w		
googlehealth.reproductive_health.readonly	r		
googlehealth.reproductive_health.writeonly	w	googlehealth.reproductive_health.readonly	
googlehealth.settings.readonly	r		
googlehealth.settings.writeonly	w		
googlehealth.sleep.readonly	r		
googlehealth.sleep.writeonly	w	googlehealth.sleep.readonly	
groups	w		
homegraph	w		
indexing	w		
jobs	w		
keep	w	keep.readonly	
keep.readonly	r		
logging.admin	w	logging.read logging.write	
logging.read	r		
logging.write	w		
manufacturercenter	w		
maps-platform.addressvalidation	w		
maps-platform.destinations	rh		
maps-platform.geocode	rh		
maps-platform.geocode.address	rh		
maps-platform.geocode.location	rh		
maps-platform.geocode.place	rh		
maps-platform.isochrones	rh		
maps-platform.places	w	maps-platform.places.autocomplete maps-platform.places.details maps-platform.places.getphotomedia maps-platform.places.nearbysearch maps-platform.places.textsearch	
maps-platform.places.autocomplete	w		
maps-platform.places.details	r		
maps-platform.places.getphotomedia	r		
maps-platform.places.nearbysearch	w		
maps-platform.places.textsearch	w		
maps-platform.routespreferred	rh		
marketingplatformadmin.analytics.read	r		
marketingplatformadmin.analytics.update	w	marketingplatformadmin.analytics.read	
meetings.conference.media.audio.readonly	rh		
meetings.conference.media.readonly	rh		
meetings.conference.media.video.readonly	rh		
meetings.space.created	w	meetings.space.readonly meetings.space.settings	
meetings.space.readonly	r		
meetings.space.settings	w		
memorystore.read-only	rh		
memorystore.read-write	wh		
monitoring	w	monitoring.read monitoring.write	
monitoring.read	r		
monitoring.write	w		
ndev.clouddns.readonly	r		
ndev.clouddns.readwrite	w	ndev.clouddns.readonly	
ndev.cloudman	w	ndev.cloudman.readonly	
ndev.cloudman.readonly	r		
notebooks	w		
organizationpolicy	w	organizationpolicy.readonly	
organizationpolicy.readonly	r		
photoslibrary	woh		
photoslibrary.appendonly	wh		
photoslibrary.edit.appcreateddata	wh		
photoslibrary.readonly	roh		
photoslibrary.readonly.appcreateddata	rh		
photoslibrary.sharing	woh		
photospicker.mediaitems.readonly	rh		
playdeveloperreporting	w		
playintegrity	w		
playmovies_partner.readonly	ro		
plus.circles.read	ro		
plus.login	wo		
plus.me	wo		
plus.media.upload	wo		
plus.profiles.read	ro		
plus.stream.read	ro		
postmaster	w	postmaster.domain postmaster.traffic.readonly postmaster.user	
postmaster.domain	w		
postmaster.readonly	r		
postmaster.traffic.readonly	r		
postmaster.user	w		
presentations	w	drive.file presentations.readonly	
presentations.currentonly	wh		
presentations.readonly	r		
pubsub	w		
realtime-bidding	w		
redis.read-only	r		
redis.read-write	w	redis.read-only	
replicapool	wo		
replicapool.readonly	ro		
run	w	run.readonly	
run.readonly	r		
saasservicemgmt.read-write	w	saasservicemgmt.readonly	
saasservicemgmt.readonly	r		
sasportal	w		
script.container.ui	wh		
script.deployments	w	script.deployments.readonly	
script.deployments.readonly	r		
script.external_request	wh		
script.locale	rh		
script.metrics	r		
script.processes	r		
script.projects	w	script.projects.readonly	
script.projects.readonly	r		
script.scriptapp	wh		
script.send_mail	wh		
script.storage	wh		
script.webapp.deploy	wh		
sdm.service	w		
securitycenter	w		
service.management	w	service.management.readonly	
service.management.readonly	r		
servicecontrol	w		
sheets.addons.execute	wh		
siteverification	w	siteverification.verify_only	
siteverification.verify_only	w		
slides.addons.execute	wh		
source.full_control	w	source.read_only source.read_write	
source.read_only	r		
source.read_write	w		
spanner.admin	w		
spanner.data	w		
spreadsheets	w	drive.file spreadsheets.readonly	
spreadsheets.currentonly	wh		
spreadsheets.readonly	r		
sqlservice.admin	w		
streetviewpublish	w		
subscribewithgoogle.publications.entitlements.manage	w		
subscribewithgoogle.publications.entitlements.readonly	r		
surveys	wo		
surveys.readonly	ro		
tables	w		
tagmanager.delete.containers	w		
tagmanager.edit.containers	w	tagmanager.readonly	
tagmanager.edit.containerversions	w		
tagmanager.manage.accounts	w		
tagmanager.manage.users	w		
tagmanager.publish	w		
tagmanager.readonly	r		
taskqueue	wh		
tasks	w	tasks.readonly	
tasks.readonly	r		
trace.append	w		
trace.readonly	r		
urlshortener	wo		
user.addresses.read	r		
user.birthday.read	r		
user.emails.read	r		
user.gender.read	r		
user.organization.read	r		
user.phonenumbers.read	r		
userinfo.email	i		
userinfo.profile	i		
userlocation.beacon.registry	wo		
verifiedaccess	w		
wallet_object.issuer	w		
webcontentpublisher.publications.entitlements.readonly.system	r		
webcontentpublisher.publications.manage.system	w		
webmasters	w	webmasters.readonly	
webmasters.readonly	r		
workspace.linkcreate	wh		
workspace.linkpreview	rh		
youtube	w	youtube.upload	
youtube.channel-memberships.creator	r		
youtube.force-ssl	w	youtube.upload	
youtube.readonly	r		
youtube.upload	w		
youtubepartner	w		
youtubepartner-channel-audit	r		
yt-analytics-monetary.readonly	r		
yt-analytics.readonly	r		
=openid	i		
=profile	ih		`,
};
