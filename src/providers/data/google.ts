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
  lines: `=email	ih		See your e-mail address
=https://docs.google.com/feeds	woh		All of your Google Drive files, by the retired Documents List API
=https://mail.google.com/	w	gmail.addons.current.action.compose gmail.addons.current.message.action gmail.addons.current.message.metadata gmail.addons.current.message.readonly gmail.compose gmail.insert gmail.labels gmail.metadata gmail.modify gmail.readonly gmail.send	Read, compose, send, and permanently delete all your email from Gmail
=https://spreadsheets.google.com/feeds	woh		All of your spreadsheets, by the retired Sheets API v3
=https://www.google.com/analytics/feeds	roh		Your Google Analytics data, by the retired Data Export API
=https://www.google.com/calendar/feeds	w		See, edit, share, and permanently delete all the calendars you can access using Google Calendar
=https://www.google.com/m8/feeds	w		See, edit, download, and permanently delete your contacts
activity	wo		View the activity history of your Google apps
adexchange.buyer	w		Manage your Ad Exchange buyer account configuration
adexchange.seller	wo		View and manage your Ad Exchange data
adexchange.seller.readonly	ro		View your Ad Exchange data
admanager	wh		See and manage your campaigns in Ad Manager
admanager.readonly	rh		See your campaigns in Ad Manager
admin.chrome.printers	w	admin.chrome.printers.readonly	See, add, edit, and permanently delete the printers that your organization can use with Chrome
admin.chrome.printers.readonly	r		See the printers that your organization can use with Chrome
admin.datatransfer	w	admin.datatransfer.readonly	View and manage data transfers between users in your organization
admin.datatransfer.readonly	r		View data transfers between users in your organization
admin.directory.customer	w	admin.directory.customer.readonly	View and manage customer related information
admin.directory.customer.readonly	r		View customer related information
admin.directory.device.chromeos	w	admin.directory.device.chromeos.readonly	View and manage your ChromeOS devices' metadata
admin.directory.device.chromeos.readonly	r		View your ChromeOS devices' metadata
admin.directory.device.mobile	w	admin.directory.device.mobile.action admin.directory.device.mobile.readonly	View and manage your mobile devices' metadata
admin.directory.device.mobile.action	w	admin.directory.device.mobile.readonly	Manage your mobile devices by performing administrative tasks
admin.directory.device.mobile.readonly	r		View your mobile devices' metadata
admin.directory.domain	w	admin.directory.domain.readonly	View and manage the provisioning of domains for your customers
admin.directory.domain.readonly	r		View domains related to your customers
admin.directory.group	w	admin.directory.group.member admin.directory.group.member.readonly admin.directory.group.readonly	View and manage the provisioning of groups on your domain
admin.directory.group.member	w	admin.directory.group.member.readonly	View and manage group subscriptions on your domain
admin.directory.group.member.readonly	r		View group subscriptions on your domain
admin.directory.group.readonly	r	admin.directory.group.member.readonly	View groups on your domain
admin.directory.orgunit	w	admin.directory.orgunit.readonly	View and manage organization units on your domain
admin.directory.orgunit.readonly	r		View organization units on your domain
admin.directory.resource.calendar	w	admin.directory.resource.calendar.readonly	View and manage the provisioning of calendar resources on your domain
admin.directory.resource.calendar.readonly	r		View calendar resources on your domain
admin.directory.rolemanagement	w	admin.directory.rolemanagement.readonly	Manage delegated admin roles for your domain
admin.directory.rolemanagement.readonly	r		View delegated admin roles for your domain
admin.directory.user	w	admin.directory.user.alias admin.directory.user.alias.readonly admin.directory.user.readonly	View and manage the provisioning of users on your domain
admin.directory.user.alias	w	admin.directory.user.alias.readonly	View and manage user aliases on your domain
admin.directory.user.alias.readonly	r		View user aliases on your domain
admin.directory.user.readonly	r	admin.directory.user.alias.readonly	See info about users on your domain
admin.directory.user.security	w		Manage data access permissions for users on your domain
admin.directory.userschema	w	admin.directory.userschema.readonly	View and manage the provisioning of user schemas on your domain
admin.directory.userschema.readonly	r		View user schemas on your domain
admin.reports.audit.readonly	r		View audit reports for your Google Workspace domain
admin.reports.usage.readonly	r		View usage reports for your Google Workspace domain
admob.readonly	r		See your AdMob data
admob.report	w		See your AdMob data
adsense	w	adsense.readonly	View and manage your AdSense data
adsense.readonly	r		View your AdSense data
adsensehost	w		View and manage your AdSense host data and associated accounts
adwords	r		See, edit, create, and delete your Google Ads accounts and data
agencies-and-brands	w		View, create, edit, and delete data entities in your Agency account
agentregistry.read-only	r		See your Google Cloud Agent Registry data and the email address of your Google Account
agentregistry.read-write	w	agentregistry.read-only	See, edit, configure, and delete your Google Cloud Agent Registry data
aiplatform	w		See, edit, configure, and delete your Google Cloud Vertex AI data
analytics	w		View and manage your Google Analytics data
analytics.edit	w		Edit Google Analytics management entities
analytics.manage.users	w	analytics.manage.users.readonly	Manage Google Analytics Account users by email address
analytics.manage.users.readonly	r		View Google Analytics user permissions
analytics.provision	w		Create a new Google Analytics account along with its default property and view
analytics.readonly	r		View your Google Analytics data
analytics.user.deletion	w		Manage Google Analytics user deletion requests
androidenterprise	w		Manage corporate Android devices
androidmanagement	w		Manage Android devices and apps for your customers
androidpublisher	w		View and manage your Google Play Developer account
apihub.readonly	r		See your Google Cloud API hub data and the email address of your Google Account
apihub.readwrite	w	apihub.readonly	See, edit, configure, and delete your Google Cloud API hub data
apikeys	w	apikeys.readonly	See, edit, configure, and delete your Google Cloud API Keys data
apikeys.readonly	r		See your Google Cloud API Keys data and the email address of your Google Account
appengine.admin	r		View and manage your applications deployed on Google App Engine
apps.alerts	w		See and delete your domain's Google Workspace alerts, and send alert feedback
apps.groups.migration	w		Upload messages to any Google group in your domain
apps.groups.settings	w		View and manage the settings of a G Suite group
apps.licensing	w		View and manage Google Workspace licenses for your domain
apps.order	w	apps.order.readonly	Manage users on your domain
apps.order.readonly	r		Manage users on your domain
apps.reports.usage.readonly	r		View usage reports for your Google Workspace domain
appsmarketplace.license	r		View your installed application's licensing information
appstate	wo		View and manage your data for this application
assistant-sdk-prototype	wh		Use the Google Assistant for you
authorized-buyers-marketplace	w		See, create, edit, and delete your Authorized Buyers Marketplace entities
bigquery	w	bigquery.insertdata	View and manage your data in Google BigQuery
bigquery.insertdata	w		Insert data into Google BigQuery
bigtable.admin	w	bigtable.admin.cluster bigtable.admin.instance bigtable.admin.table cloud-bigtable.admin.cluster cloud-bigtable.admin.table	Administer your Cloud Bigtable tables and clusters
bigtable.admin.cluster	w		Administer your Cloud Bigtable clusters
bigtable.admin.instance	w		Administer your Cloud Bigtable clusters
bigtable.admin.table	w		Administer your Cloud Bigtable tables
bigtable.data	wh		See and change data in Bigtable tables
bigtable.data.readonly	rh		See data in Bigtable tables
bigtable.readonly	rh		See data in Bigtable tables
blogger	w	blogger.readonly	Manage your Blogger account
blogger.readonly	r		View your Blogger account
books	w		Manage your books
calendar	w	calendar.acls calendar.acls.readonly calendar.app.created calendar.calendarlist calendar.calendarlist.readonly calendar.calendars calendar.calendars.readonly calendar.events calendar.events.freebusy calendar.events.owned calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly calendar.freebusy calendar.readonly calendar.settings calendar.settings.readonly	See, edit, share, and permanently delete all the calendars you can access using Google Calendar
calendar.acls	w	calendar.acls.readonly	See and change the sharing permissions of Google calendars you own
calendar.acls.readonly	r		See the sharing permissions of Google calendars you own
calendar.addons.current.event.read	rh		Read the event that is open while the add-on runs
calendar.addons.current.event.write	wh		Change the event that is open while the add-on runs
calendar.addons.execute	wh		Run as an add-on of Google Calendar
calendar.app.created	w		Make secondary Google calendars, and see, create, change, and delete events on them
calendar.calendarlist	w	calendar.calendarlist.readonly	See, add, and remove Google calendars you’re subscribed to
calendar.calendarlist.readonly	r		See the list of Google calendars you’re subscribed to
calendar.calendars	w	calendar.calendars.readonly	See and change the properties of Google calendars you have access to, and create secondary calendars
calendar.calendars.readonly	r		See the title, description, default time zone, and other properties of Google calendars you have access to
calendar.events	w	calendar.events.readonly	View and edit events on all your calendars
calendar.events.freebusy	w	calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly calendar.freebusy	See the availability on Google calendars you have access to
calendar.events.owned	w	calendar.events calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly	See, create, change, and delete events on Google calendars you own
calendar.events.owned.readonly	r	calendar.events.readonly	See the events on Google calendars you own
calendar.events.public.readonly	r	calendar.events.readonly	See the events on public calendars
calendar.events.readonly	r		View events on all your calendars
calendar.freebusy	w		View your availability in your calendars
calendar.readonly	r	calendar.calendarlist.readonly calendar.calendars.readonly calendar.events.owned.readonly calendar.events.public.readonly calendar.events.readonly calendar.settings.readonly	See and download any calendar you can access using your Google Calendar
calendar.settings	w		View and edit your Calendar settings
calendar.settings.readonly	r		View your Calendar settings
ces	w		Create, update, delete, and manage your Next Gen Agents
chat.admin.delete	w		Delete conversations and spaces owned by your organization and remove access to associated files in Google …
chat.admin.memberships	w	chat.admin.memberships.readonly chat.memberships.app	View, add, update and remove members and managers in conversations owned by your organization
chat.admin.memberships.readonly	r		View members and managers in conversations owned by your organization
chat.admin.spaces	w	chat.admin.spaces.readonly	View or edit display name, description, and other metadata for all Google Chat conversations owned by your …
chat.admin.spaces.readonly	r		View display name, description, and other metadata for all Google Chat conversations owned by your …
chat.app.all.memberships.readonly	r	chat.app.all.users.readstate.readonly	On their own behalf, apps in Google Chat can see all members in Google Chat spaces and conversations …
chat.app.all.messages.readonly	r	chat.app.all.users.readstate.readonly	On their own behalf, apps in Google Chat can see all messages and reactions throughout your Workspace …
chat.app.all.spaces.readonly	r	chat.app.all.users.readstate.readonly	On their own behalf, apps in Google Chat can see metadata about all spaces and conversations in Google Chat …
chat.app.all.users.readstate.readonly	r		On their own behalf, apps in Google Chat can see the last read time for all users in all spaces and …
chat.app.delete	w		On their own behalf, apps in Google Chat can delete conversations and spaces and remove access to associated …
chat.app.memberships	w	chat.admin.memberships chat.admin.memberships.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly chat.memberships.app	On their own behalf, apps in Google Chat can see, add, update, and remove members from conversations and …
chat.app.memberships.readonly	r	chat.app.all.users.readstate.readonly	On their own behalf, apps in Google Chat can see members of conversations and spaces
chat.app.messages.readonly	r	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly	On their own behalf, apps in Google Chat can see all messages and their associated reactions and message …
chat.app.spaces	w	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.create chat.app.spaces.readonly	On their own behalf, apps in Google Chat can create conversations and spaces and see or update their …
chat.app.spaces.create	w		On their own behalf, apps in Google Chat can create conversations and spaces
chat.app.spaces.readonly	r	chat.app.all.users.readstate.readonly	On their own behalf, apps in Google Chat can see conversations and spaces and their metadata (including …
chat.bot	w	chat.admin.memberships.readonly chat.messages.create chat.messages.reactions.create	Private Service: https://www.googleapis.com/auth/chat.bot
chat.customemojis	w	chat.customemojis.readonly	View, create, and delete custom emoji in Google Chat
chat.customemojis.readonly	r		View custom emoji in Google Chat
chat.delete	w		Delete conversations and spaces and remove access to associated files in Google Chat
chat.import	w	chat.admin.delete chat.app.delete chat.app.spaces.create chat.delete chat.memberships.app chat.messages.create chat.messages.reactions.create	Import spaces, messages, and memberships into Google Chat
chat.memberships	w	chat.admin.memberships chat.admin.memberships.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships chat.app.memberships.readonly chat.app.spaces.readonly chat.memberships.app chat.memberships.readonly	See, add, update, and remove members from conversations and spaces in Google Chat
chat.memberships.app	w		Add and remove itself from conversations and spaces in Google Chat
chat.memberships.readonly	r	chat.admin.memberships.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly	View members in Google Chat conversations
chat.messages	w	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.messages.readonly chat.app.spaces.readonly chat.messages.create chat.messages.reactions chat.messages.reactions.create chat.messages.reactions.readonly chat.messages.readonly	See, compose, send, update, and delete messages, their content, and attached cards; add, see, and delete …
chat.messages.create	w		Compose and send messages and attach cards
chat.messages.reactions	w	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly chat.messages.reactions.create chat.messages.reactions.readonly	See, add, and delete reactions as well as their reaction content to messages in Google Chat
chat.messages.reactions.create	w		Add reactions to messages in Google Chat
chat.messages.reactions.readonly	r	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly	View reactions as well as their reaction content to messages in Google Chat
chat.messages.readonly	r	chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.messages.readonly chat.app.spaces.readonly chat.messages.reactions.readonly	See messages as well as their reactions and message content in Google Chat
chat.spaces	w	chat.admin.spaces chat.admin.spaces.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces chat.app.spaces.create chat.app.spaces.readonly chat.spaces.create chat.spaces.pins chat.spaces.pins.readonly chat.spaces.readonly	Create conversations and spaces and see or update metadata (including history settings and access settings) …
chat.spaces.create	w	chat.app.spaces.create	Create new conversations and spaces in Google Chat
chat.spaces.pins	w	chat.spaces.pins.readonly	See, add, and remove pins in your Google Chat spaces
chat.spaces.pins.readonly	r		See pins in your Google Chat spaces
chat.spaces.readonly	r	chat.admin.spaces.readonly chat.app.all.memberships.readonly chat.app.all.messages.readonly chat.app.all.spaces.readonly chat.app.all.users.readstate.readonly chat.app.memberships.readonly chat.app.spaces.readonly chat.spaces.pins.readonly	View chat and spaces in Google Chat
chat.users.availability	w	chat.app.all.users.readstate.readonly chat.users.availability.readonly	See and change your availability status in Google Chat
chat.users.availability.readonly	r	chat.app.all.users.readstate.readonly	See your availability status in Google Chat
chat.users.readstate	w	chat.app.all.users.readstate.readonly chat.users.readstate.readonly	View and modify last read time for Google Chat conversations
chat.users.readstate.readonly	r	chat.app.all.users.readstate.readonly	View last read time for Google Chat conversations
chat.users.sections	w	chat.users.sections.readonly	View, create, update, and delete your sections in Google Chat; move and list your section items in Google Chat
chat.users.sections.readonly	r		View your sections and their section items in Google Chat
chat.users.spacesettings	w		Read and update your space settings
chrome.management.appdetails.readonly	r		See detailed information about apps installed on Chrome browsers and devices managed by your organization
chrome.management.browsers	w	chrome.management.browsers.readonly	See, edit, delete, and take other necessary actions on Chrome browsers managed by your organization
chrome.management.browsers.readonly	r		See Chrome browsers managed by your organization
chrome.management.enrollmenttokens	w	chrome.management.enrollmenttokens.readonly	See, edit, revoke, and take other necessary actions on Chrome enrollment tokens managed by your organization
chrome.management.enrollmenttokens.readonly	r		See Chrome enrollment tokens managed by your organization
chrome.management.policy	w	chrome.management.policy.readonly	See, edit, create or delete policies applied to ChromeOS and Chrome Browsers managed within your organization
chrome.management.policy.readonly	r		See policies applied to ChromeOS and Chrome Browsers managed within your organization
chrome.management.profiles	w	chrome.management.profiles.readonly	See, edit, delete, and take other necessary actions on Chrome browser profiles managed by your organization
chrome.management.profiles.readonly	r		See Chrome browser profiles managed by your organization
chrome.management.reports.readonly	r		See reports about devices and Chrome browsers managed within your organization
chrome.management.securityinsights	w	chrome.management.securityinsights.readonly	Turn Chrome Security Insights on and off and view the data it generates
chrome.management.securityinsights.readonly	r		See Chrome Security Insights reports
chrome.management.telemetry.readonly	r		See basic device and telemetry information collected from ChromeOS devices or users managed within your …
chromewebstore	w	chromewebstore.readonly	See, edit, update, or publish your Chrome Web Store extensions, themes, apps, and licences you have access to
chromewebstore.readonly	r		See and download your Chrome Web Store extensions and apps, and see licenses you have access to
chronicle	wh		See and change data of Google Security Operations
chronicle.readonly	rh		See data of Google Security Operations
classroom.addons.student	r		See and update its own attachments to posts in Google Classroom
classroom.addons.teacher	w	classroom.addons.student	See, create, and update its own attachments to posts in classes you teach in Google Classroom
classroom.announcements	w	classroom.announcements.readonly	View and manage announcements in Google Classroom
classroom.announcements.readonly	r		View announcements in Google Classroom
classroom.courses	w	classroom.courses.readonly	See, edit, create, and permanently delete your Google Classroom classes
classroom.courses.readonly	r		View your Google Classroom classes
classroom.coursework.me	w	classroom.coursework.me.readonly classroom.coursework.students.readonly classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	See, create and edit coursework items including assignments, questions, and grades
classroom.coursework.me.readonly	r	classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	View your course work and grades in Google Classroom
classroom.coursework.students	w	classroom.coursework.me.readonly classroom.coursework.students.readonly classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	Manage course work and grades for students in the Google Classroom classes you teach and view the course …
classroom.coursework.students.readonly	r	classroom.student-submissions.me.readonly classroom.student-submissions.students.readonly	View course work and grades for students in the Google Classroom classes you teach or administer
classroom.courseworkmaterials	w	classroom.courseworkmaterials.readonly	See, edit, and create classwork materials in Google Classroom
classroom.courseworkmaterials.readonly	r		See all classwork materials for your Google Classroom classes
classroom.guardianlinks.me.readonly	r		View your Google Classroom guardians
classroom.guardianlinks.students	w	classroom.guardianlinks.me.readonly classroom.guardianlinks.students.readonly	View and manage guardians for students in your Google Classroom classes
classroom.guardianlinks.students.readonly	r	classroom.guardianlinks.me.readonly	View guardians for students in your Google Classroom classes
classroom.profile.emails	w		View the email addresses of people in your classes
classroom.profile.photos	w		View the profile photos of people in your classes
classroom.push-notifications	w		Receive notifications about your Google Classroom data
classroom.rosters	w	classroom.profile.emails classroom.profile.photos classroom.rosters.readonly	Manage your Google Classroom class rosters
classroom.rosters.readonly	r		View your Google Classroom class rosters
classroom.student-submissions.me.readonly	r		View your course work and grades in Google Classroom
classroom.student-submissions.students.readonly	r		View course work and grades for students in the Google Classroom classes you teach or administer
classroom.topics	w	classroom.topics.readonly	See, create, and edit topics in Google Classroom
classroom.topics.readonly	r		View topics in Google Classroom
cloud-auditmanager	w		See, edit, configure, and delete your Google Cloud Auditmanager data
cloud-backupdr	w		See, edit, configure, and delete your Google Cloud Backup and DR data
cloud-bigtable.admin	w	bigtable.admin.cluster bigtable.admin.instance bigtable.admin.table cloud-bigtable.admin.cluster cloud-bigtable.admin.table	Administer your Cloud Bigtable tables and clusters
cloud-bigtable.admin.cluster	w		Administer your Cloud Bigtable clusters
cloud-bigtable.admin.table	w		Administer your Cloud Bigtable tables
cloud-bigtable.data	wh		See and change data in Bigtable tables
cloud-bigtable.data.readonly	rh		See data in Bigtable tables
cloud-billing	w	cloud-billing.readonly	View and manage your Google Cloud Platform billing accounts
cloud-billing.readonly	r		View your Google Cloud Platform billing accounts
cloud-healthcare	w		Read, write and manage healthcare data
cloud-identity.allowlisteddomains	w	cloud-identity.allowlisteddomains.readonly	See and edit allowlisted domains in your Cloud Identity Organization
cloud-identity.allowlisteddomains.readonly	r		See allowlisted domains in your Cloud Identity Organization
cloud-identity.devices	w	cloud-identity.devices.readonly	Private Service: https://www.googleapis.com/auth/cloud-identity.devices
cloud-identity.devices.lookup	r		See your device details
cloud-identity.devices.readonly	r		Private Service: https://www.googleapis.com/auth/cloud-identity.devices.readonly
cloud-identity.groups	w	cloud-identity.groups.readonly	See, change, create, and delete any of the Cloud Identity Groups that you can access, including the members …
cloud-identity.groups.readonly	r		See any Cloud Identity Groups that you can access, including group members and their emails
cloud-identity.inboundsso	w	cloud-identity.inboundsso.readonly	See and edit all of the Inbound SSO profiles and their assignments to any Org Units or Google Groups in your …
cloud-identity.inboundsso.readonly	r		See all of the Inbound SSO profiles and their assignments to any Org Units or Google Groups in your Cloud …
cloud-identity.orgunits	w	cloud-identity.orgunits.readonly	List, Move orgmembers of an OrgUnit in your Cloud Identity Organization
cloud-identity.orgunits.readonly	r		List org members of an OrgUnit in your Cloud Identity Organization
cloud-identity.policies	w	cloud-identity.policies.readonly	See and edit policies in your Cloud Identity Organization
cloud-identity.policies.readonly	r		See policies in your Cloud Identity Organization
cloud-language	w		Apply machine learning models to reveal the structure and meaning of text
cloud-netapp	w		See, edit, configure, and delete your Google Cloud NetApp data
cloud-platform	w	agentregistry.read-only agentregistry.read-write aiplatform apihub.readonly apihub.readwrite apikeys apikeys.readonly appengine.admin bigquery bigquery.insertdata bigtable.admin bigtable.admin.cluster bigtable.admin.instance bigtable.admin.table ces cloud-auditmanager cloud-backupdr cloud-bigtable.admin cloud-bigtable.admin.cluster cloud-bigtable.admin.table cloud-billing cloud-billing.readonly cloud-healthcare cloud-identity.groups cloud-identity.groups.readonly cloud-identity.inboundsso cloud-identity.inboundsso.readonly cloud-language cloud-netapp cloud-platform.read-only cloud-translation cloud-vision cloud_debugger cloudasset cloudcomposer cloudcomposer.readonly cloudiot cloudkms cloudruntimeconfig compute compute.readonly container container.read-only datalineage.read-write datalineage.readonly dataplex.read-write dataplex.readonly dataproc dataproc.read-only datastore devstorage.full_control devstorage.read_only devstorage.read_write dialogflow discoveryengine.assist.readwrite discoveryengine.readwrite discoveryengine.serving.readwrite firebase.messaging firebase.readonly genomics jobs logging.admin logging.read logging.write maps-platform.addressvalidation maps-platform.places maps-platform.places.autocomplete maps-platform.places.details maps-platform.places.getphotomedia maps-platform.places.nearbysearch maps-platform.places.textsearch monitoring monitoring.read monitoring.write ndev.clouddns.readonly ndev.clouddns.readwrite ndev.cloudman ndev.cloudman.readonly notebooks organizationpolicy organizationpolicy.readonly pubsub redis.read-only redis.read-write run run.readonly saasservicemgmt.read-write saasservicemgmt.readonly sasportal securitycenter service.management service.management.readonly servicecontrol source.full_control source.read_only source.read_write spanner.admin spanner.data sqlservice.admin trace.append trace.readonly	See, edit, configure, and delete your Google Cloud data
cloud-platform.read-only	r	agentregistry.read-only apikeys.readonly dataplex.readonly logging.read ndev.clouddns.readonly ndev.cloudman.readonly service.management.readonly	View your data across Google Cloud services
cloud-translation	w		Translate text from one language to another using Google Translate
cloud-vision	w		Apply machine learning models to understand and label images
cloud.useraccounts	woh		Manage accounts on Compute Engine machines
cloud.useraccounts.readonly	roh		See accounts on Compute Engine machines
cloud_debugger	w		Use Stackdriver Debugger
cloud_search	w	cloud_search.debug cloud_search.indexing cloud_search.settings cloud_search.settings.indexing cloud_search.settings.query cloud_search.stats cloud_search.stats.indexing	Index and serve your organization's data with Cloud Search
cloud_search.debug	w		Index and serve your organization's data with Cloud Search
cloud_search.indexing	w		Index and serve your organization's data with Cloud Search
cloud_search.query	w		Search your organization's data in the Cloud Search index
cloud_search.settings	w	cloud_search.settings.indexing cloud_search.settings.query	Index and serve your organization's data with Cloud Search
cloud_search.settings.indexing	w		Index and serve your organization's data with Cloud Search
cloud_search.settings.query	w		Index and serve your organization's data with Cloud Search
cloud_search.stats	r		Index and serve your organization's data with Cloud Search
cloud_search.stats.indexing	r		Index and serve your organization's data with Cloud Search
cloudasset	w		See, edit, configure, and delete your Google Cloud Asset data
cloudcomposer	w	cloudcomposer.readonly	See, edit, configure, and delete your Google Cloud Composer data
cloudcomposer.readonly	r		See your Google Cloud Composer data and the email address of your Google Account
cloudiot	w		Register and manage devices in the Google Cloud IoT service
cloudkms	w		View and manage your keys and secrets stored in Cloud Key Management Service
cloudruntimeconfig	w		Manage your Google Cloud Platform services' runtime configuration
colaboratory	w	colaboratory.readonly	Read, write, and delete your Colab resources
colaboratory.readonly	r		Read-only access to your Colab resources
compute	w	compute.readonly	View and manage your Google Compute Engine resources
compute.readonly	r		View your Google Compute Engine resources
consumersurveys	wo		View and edit your surveys and results
consumersurveys.readonly	ro		View the results for your surveys
contacts	w	contacts.readonly	See, edit, download, and permanently delete your contacts
contacts.other.readonly	r		See and download contact info automatically saved in your "Other contacts"
contacts.readonly	r		See and download your contacts
container	w	container.read-only	See, edit, configure, and delete your Google Kubernetes Engine data
container.read-only	r		See your Google Kubernetes Engine data and the email address of your Google Account
content	w		Manage your product listings and accounts for Google Shopping
curation-partners	w		See, create, edit, and delete data entities in your Curation account
datalineage.read-write	w		See, edit, configure, and delete your Google Cloud Data Lineage data
datalineage.readonly	r		See your Google Cloud Data Lineage data and the email address of your Google Account
datamanager	w	datamanager.partnerlink	See, edit, create, import, or delete your customer data in Google Ads, Google Marketing Platform (Campaign …
datamanager.partnerlink	w		View, create, or delete your partner links in Google Ads, Marketing Platform (Campaign Manager 360, Search …
dataplex.read-write	w	dataplex.readonly	See, edit, configure, and delete your Google Cloud Dataplex data
dataplex.readonly	r		See your Google Cloud Dataplex data and the email address of your Google Account
dataportability.alerts.subscriptions	w		Move a copy of the Google Alerts subscriptions you created
dataportability.chrome.autofill	w		Move a copy of the information you entered into online forms in Chrome
dataportability.chrome.bookmarks	w		Move a copy of pages you bookmarked in Chrome
dataportability.chrome.dictionary	w		Move a copy of words you added to Chrome's dictionary
dataportability.chrome.extensions	w		Move a copy of extensions you installed from the Chrome Web Store
dataportability.chrome.history	w		Move a copy of sites you visited in Chrome
dataportability.chrome.reading_list	w		Move a copy of pages you added to your reading list in Chrome
dataportability.chrome.settings	w		Move a copy of your settings in Chrome
dataportability.discover.follows	w		Move a copy of searches and sites you follow, saved by Discover
dataportability.discover.likes	w		Move a copy of links to your liked documents, saved by Discover
dataportability.discover.not_interested	w		Move a copy of content you marked as not interested, saved by Discover
dataportability.maps.aliased_places	w		Move a copy of the places you labeled on Maps
dataportability.maps.commute_routes	w		Move a copy of your pinned trips on Maps
dataportability.maps.commute_settings	w		Move a copy of your commute settings on Maps
dataportability.maps.ev_profile	w		Move a copy of your electric vehicle profile on Maps
dataportability.maps.factual_contributions	w		Move a copy of the corrections you made to places or map information on Maps
dataportability.maps.offering_contributions	w		Move a copy of your updates to places on Maps
dataportability.maps.photos_videos	w		Move a copy of the photos and videos you posted on Maps
dataportability.maps.questions_answers	w		Move a copy of the questions and answers you posted on Maps
dataportability.maps.reviews	w		Move a copy of your reviews and posts on Maps
dataportability.maps.starred_places	w		Move a copy of your Starred places list on Maps
dataportability.maps.vehicle_profile	w		Move a copy of your vehicle profile on Maps
dataportability.myactivity.maps	w		Move a copy of your Maps activity
dataportability.myactivity.myadcenter	w		Move a copy of your My Ad Center activity
dataportability.myactivity.play	w		Move a copy of your Google Play activity
dataportability.myactivity.search	w		Move a copy of your Google Search activity
dataportability.myactivity.shopping	w		Move a copy of your Shopping activity
dataportability.myactivity.youtube	w		Move a copy of your YouTube activity
dataportability.mymaps.maps	w		Move a copy of the maps you created in My Maps
dataportability.nest.camera_event	w		Copy Nest camera event data
dataportability.nest.camera_feature	w		Copy Nest camera feature data
dataportability.nest.camera_video	w		Copy Nest camera footage
dataportability.nest.store	w		Copy your Nest Store and Nest Renew billing and payment information
dataportability.nest.user	w		Copy your Nest user information
dataportability.order_reserve.purchases_reservations	w		Move a copy of your food purchase and reservation activity
dataportability.pixel.device_data	w		Usage and diagnostic data from your Pixel devices
dataportability.play.devices	w		Move a copy of information about your devices with Google Play Store installed
dataportability.play.grouping	w		Move a copy of your Google Play Store Grouping tags created by app developers
dataportability.play.installs	w		Move a copy of your Google Play Store app installations
dataportability.play.library	w		Move a copy of your Google Play Store downloads, including books, games, and apps
dataportability.play.playpoints	w		Move a copy of information about your Google Play Store Points
dataportability.play.promotions	w		Move a copy of information about your Google Play Store promotions
dataportability.play.purchases	w		Move a copy of your Google Play Store purchases
dataportability.play.redemptions	w		Move a copy of your Google Play Store redemption activities
dataportability.play.subscriptions	w		Move a copy of your Google Play Store subscriptions
dataportability.play.usersettings	w		Move a copy of your Google Play Store user settings and preferences
dataportability.saved.collections	w		Move a copy of your saved links, images, places, and collections from your use of Google services
dataportability.search_ugc.comments	w		Move a copy of your comments on Google Search
dataportability.search_ugc.media.reviews_and_stars	w		Move a copy of your media reviews on Google Search
dataportability.search_ugc.media.streaming_video_providers	w		Move a copy of your self-reported video streaming provider preferences from Google Search and Google TV
dataportability.search_ugc.media.thumbs	w		Move a copy of your indicated thumbs up and thumbs down on media in Google Search and Google TV
dataportability.search_ugc.media.watched	w		Move a copy of information about the movies and TV shows you marked as watched on Google Search and Google TV
dataportability.searchnotifications.settings	w		Move a copy of your notification settings on the Google Search app
dataportability.searchnotifications.subscriptions	w		Move a copy of your notification subscriptions on Google Search app
dataportability.shopping.addresses	w		Move a copy of your shipping information on Shopping
dataportability.shopping.reviews	w		Move a copy of reviews you wrote about products or online stores on Google Search
dataportability.streetview.imagery	w		Move a copy of the images and videos you uploaded to Street View
dataportability.youtube.channel	w		Move a copy of information about your YouTube channel
dataportability.youtube.clips	w		Move a copy of your YouTube clips metadata
dataportability.youtube.comments	w		Move a copy of your YouTube comments
dataportability.youtube.conversations	w		Move a copy of all your YouTube messages
dataportability.youtube.live_chat	w		Move a copy of your YouTube messages in live chat
dataportability.youtube.music	w		Move a copy of your uploaded YouTube music tracks and your YouTube music library
dataportability.youtube.playable	w		Move a copy of your YouTube playables saved game progress files
dataportability.youtube.posts	w		Move a copy of your YouTube posts
dataportability.youtube.private_playlists	w		Move a copy of your YouTube private playlists
dataportability.youtube.private_videos	w		Move a copy of your private YouTube videos and information about them
dataportability.youtube.public_playlists	w		Move a copy of your public YouTube playlists
dataportability.youtube.public_videos	w		Move a copy of your public YouTube videos and information about them
dataportability.youtube.shopping	w		Move a copy of your YouTube shopping wishlists, and wishlist items
dataportability.youtube.subscriptions	w		Move a copy of your YouTube channel subscriptions, even if they're private
dataportability.youtube.unlisted_playlists	w		Move a copy of your unlisted YouTube playlists
dataportability.youtube.unlisted_videos	w		Move a copy of your unlisted YouTube videos and information about them
dataproc	w	dataproc.read-only	See, edit, configure, and delete your Google Cloud Dataproc data
dataproc.read-only	r		See your Google Cloud Dataproc data and the email address of your Google Account
datastore	w		View and manage your Google Cloud Datastore data
ddmconversions	w		Manage DoubleClick Digital Marketing conversions
devstorage.full_control	w	devstorage.read_only devstorage.read_write	Manage your data and permissions in Cloud Storage
devstorage.read_only	r		View your data in Google Cloud Storage
devstorage.read_write	w		Manage your data in Cloud Storage
dfareporting	w		View and manage DoubleClick for Advertisers reports
dfatrafficking	w		View and manage your DoubleClick Campaign Manager's (DCM) display ad campaigns
dialogflow	w		View, manage and query your Dialogflow agents
directory.readonly	r		See and download your organization's Google Workspace directory
discoveryengine.assist.readwrite	w		View your Agentspace chat history, including uploaded files and generated reports and visualizations, and …
discoveryengine.readwrite	w		View, edit, create, and delete all your data associated with any Discovery Engine API product, such as …
discoveryengine.serving.readwrite	w	discoveryengine.assist.readwrite discoveryengine.readwrite	Interact with Discovery Engine API products, such as Agentspace, Vertex AI Search, or NotebookLM Enterprise, …
display-video	w		Create, see, edit, and permanently delete your Display & Video 360 entities and reports
display-video-mediaplanning	w		Create, see, and edit Display & Video 360 Campaign entities and see billing invoices
display-video-user-management	w		Private Service: https://www.googleapis.com/auth/display-video-user-management
docs.addons.execute	wh		Run as an add-on of Google Docs
documents	w	documents.readonly drive.file	See, edit, create, and delete all your Google Docs documents
documents.currentonly	wh		See and change the document that the add-on is used in
documents.readonly	r		See all your Google Docs documents
doubleclickbidmanager	w		View and manage your reports in DoubleClick Bid Manager
doubleclicksearch	w		View and manage your advertising data in DoubleClick Search
drive	w	documents documents.readonly drive.appdata drive.file drive.meet.readonly drive.metadata drive.metadata.readonly drive.photos.readonly drive.readonly drive.scripts forms.body forms.body.readonly forms.responses.readonly presentations presentations.readonly spreadsheets spreadsheets.readonly	See, edit, create, and delete all of your Google Drive files
drive.activity	w		View and add to the activity record of files in your Google Drive
drive.activity.readonly	r		View the activity record of files in your Google Drive
drive.addons.metadata.readonly	rh		See names and owners of the files that are selected while the add-on runs
drive.admin.labels	w	drive.admin.labels.readonly drive.labels.readonly	See, edit, create, and delete all Google Drive labels in your organization, and see your organization's …
drive.admin.labels.readonly	r		See all Google Drive labels and label-related admin policies in your organization
drive.appdata	w	drive.scripts	See, create, and delete its own configuration data in your Google Drive
drive.apps.readonly	r		View your Google Drive apps
drive.file	w		See, edit, create, and delete only the specific Google Drive files you use with this app
drive.labels	w	drive.admin.labels.readonly drive.labels.readonly	See, edit, create, and delete your Google Drive labels
drive.labels.readonly	r		See your Google Drive labels
drive.meet.readonly	r		See and download your Google Drive files that were created or edited by Google Meet
drive.metadata	w	drive.metadata.readonly drive.scripts	View and manage metadata of files in your Google Drive
drive.metadata.readonly	r		See information about your Google Drive files
drive.photos.readonly	r		View the photos, videos and albums in your Google Photos
drive.readonly	r	documents.readonly drive.meet.readonly drive.metadata.readonly forms.body.readonly presentations.readonly spreadsheets.readonly	See and download all your Google Drive files
drive.scripts	w		Modify your Google Apps Script scripts' behavior
ediscovery	w	ediscovery.readonly	Manage your eDiscovery data
ediscovery.readonly	r		View your eDiscovery data
factchecktools	w		Read, create, update, and delete your ClaimReview data
firebase	w	firebase.readonly	View and administer all your Firebase data and settings
firebase.messaging	w		Send messages and manage messaging subscriptions for your Firebase applications
firebase.readonly	r		View all your Firebase data and settings
fitness.activity.read	r		Use Google Fit to see and store your physical activity data
fitness.activity.write	w	fitness.activity.read	Add to your Google Fit physical activity data
fitness.blood_glucose.read	r		See info about your blood glucose in Google Fit. I consent to Google sharing my blood glucose information …
fitness.blood_glucose.write	w	fitness.blood_glucose.read	Add info about your blood glucose to Google Fit. I consent to Google using my blood glucose information with …
fitness.blood_pressure.read	r		See info about your blood pressure in Google Fit. I consent to Google sharing my blood pressure information …
fitness.blood_pressure.write	w	fitness.blood_pressure.read	Add info about your blood pressure in Google Fit. I consent to Google using my blood pressure information …
fitness.body.read	r		See info about your body measurements in Google Fit
fitness.body.write	w	fitness.body.read	Add info about your body measurements to Google Fit
fitness.body_temperature.read	r		See info about your body temperature in Google Fit. I consent to Google sharing my body temperature …
fitness.body_temperature.write	w	fitness.body_temperature.read	Add to info about your body temperature in Google Fit. I consent to Google using my body temperature …
fitness.heart_rate.read	r		See your heart rate data in Google Fit. I consent to Google sharing my heart rate information with this app
fitness.heart_rate.write	w	fitness.heart_rate.read	Add to your heart rate data in Google Fit. I consent to Google using my heart rate information with this app
fitness.location.read	r		See your Google Fit speed and distance data
fitness.location.write	w	fitness.location.read	Add to your Google Fit location data
fitness.nutrition.read	r		See info about your nutrition in Google Fit
fitness.nutrition.write	w	fitness.nutrition.read	Add to info about your nutrition in Google Fit
fitness.oxygen_saturation.read	r		See info about your oxygen saturation in Google Fit. I consent to Google sharing my oxygen saturation …
fitness.oxygen_saturation.write	w	fitness.oxygen_saturation.read	Add info about your oxygen saturation in Google Fit. I consent to Google using my oxygen saturation …
fitness.reproductive_health.read	r		See info about your reproductive health in Google Fit. I consent to Google sharing my reproductive health …
fitness.reproductive_health.write	w	fitness.reproductive_health.read	Add info about your reproductive health in Google Fit. I consent to Google using my reproductive health …
fitness.sleep.read	r		See your sleep data in Google Fit. I consent to Google sharing my sleep information with this app
fitness.sleep.write	w	fitness.sleep.read	Add to your sleep data in Google Fit. I consent to Google using my sleep information with this app
forms	w		View and manage your forms in Google Drive
forms.body	w	drive.file forms.body.readonly	See, edit, create, and delete all your Google Forms forms
forms.body.readonly	r		See all your Google Forms forms
forms.currentonly	w		View and manage forms that this application has been installed in
forms.responses.readonly	r		See all responses to your Google Forms forms
fusiontables	wo		Manage your Fusion Tables
fusiontables.readonly	ro		View your Fusion Tables
games	w		Create, edit, and delete your Google Play Games activity
generative-language.retriever	wh		Manage the documents that the Gemini API searches
generative-language.tuning	wh		Tune models of the Gemini API
genomics	w		View and manage Genomics data
glass.location	wo		View your location
glass.timeline	wo		View and manage your Glass timeline
gmail.addons.current.action.compose	w	gmail.send	Manage drafts and send emails when you interact with the add-on
gmail.addons.current.message.action	r	gmail.addons.current.message.metadata	View your email messages when you interact with the add-on
gmail.addons.current.message.metadata	r		View your email message metadata when the add-on is running
gmail.addons.current.message.readonly	r		View your email messages when the add-on is running
gmail.addons.execute	wh		Run as an add-on of Gmail
gmail.compose	w	gmail.addons.current.action.compose gmail.send	Manage drafts and send emails
gmail.insert	w		Add emails into your Gmail mailbox
gmail.labels	w		See and edit your email labels
gmail.metadata	w	gmail.addons.current.message.metadata	View your email message metadata such as labels and headers, but not the email body
gmail.modify	w	gmail.addons.current.action.compose gmail.addons.current.message.action gmail.addons.current.message.metadata gmail.addons.current.message.readonly gmail.compose gmail.insert gmail.labels gmail.metadata gmail.readonly gmail.send	Read, compose, and send emails from your Gmail account
gmail.readonly	r	gmail.addons.current.message.readonly	View your email messages and settings
gmail.send	w		Send email on your behalf
gmail.settings.basic	w		See, edit, create, or change your email settings and filters in Gmail
gmail.settings.sharing	w		Manage your sensitive mail settings, including who can manage your mail
googlehealth.activity_and_fitness.readonly	r		See your Google Health activity and fitness data
googlehealth.activity_and_fitness.writeonly	w		Add activity and fitness data to Google Health, and edit or delete the data it adds
googlehealth.ecg.readonly	r		See your Google Health ECG data
googlehealth.health_metrics_and_measurements.readonly	r		See your Google Health health metrics and measurement data
googlehealth.health_metrics_and_measurements.writeonly	w	googlehealth.health_metrics_and_measurements.readonly	Add health metric and measurements data to Google Health, and edit or delete the data it adds
googlehealth.irn.readonly	r		See your Google Health Irregular Rhythm Notifications data
googlehealth.location.readonly	r		See exercise GPS location data in Google Health
googlehealth.logged_symptoms.readonly	r		See your Google Health logged symptoms data
googlehealth.logged_symptoms.writeonly	w	googlehealth.logged_symptoms.readonly	Add logged symptoms data to Google Health, and edit or delete the data it adds
googlehealth.mindfulness.readonly	r		See your Google Health mindfulness data
googlehealth.mindfulness.writeonly	w	googlehealth.mindfulness.readonly	Add mindfulness data to Google Health, and edit or delete the data it adds
googlehealth.nutrition.writeonly	w		Add nutrition data to Google Health, and edit or delete the data it adds
googlehealth.profile.readonly	r		See your Google Health profile data
googlehealth.profile.writeonly	w		Add profile data to Google Health, and edit or delete the data it adds
googlehealth.reproductive_health.readonly	r		See your Google Health reproductive health data
googlehealth.reproductive_health.writeonly	w	googlehealth.reproductive_health.readonly	Add reproductive health data to Google Health, and edit or delete the data it adds
googlehealth.settings.readonly	r		See your Google Health settings
googlehealth.settings.writeonly	w		Add settings data to Google Health, and edit or delete the data it adds
googlehealth.sleep.readonly	r		See your Google Health sleep data
googlehealth.sleep.writeonly	w	googlehealth.sleep.readonly	Add sleep data to Google Health, and edit or delete the data it adds
groups	w		View and manage your Google Groups
homegraph	w		Private Service: https://www.googleapis.com/auth/homegraph
indexing	w		Submit data to Google for indexing
jobs	w		Manage job postings
keep	w	keep.readonly	See, edit, create and permanently delete all your Google Keep data
keep.readonly	r		View all your Google Keep data
logging.admin	w	logging.read logging.write	Administrate log data for your projects
logging.read	r		View log data for your projects
logging.write	w		Submit log data for your projects
manufacturercenter	w		Manage your product listings for Google Manufacturer Center
maps-platform.addressvalidation	w		Private Service: https://www.googleapis.com/auth/maps-platform.addressvalidation
maps-platform.destinations	rh		Use the Destinations API of Google Maps
maps-platform.geocode	rh		Geocode addresses, places and locations
maps-platform.geocode.address	rh		Geocode addresses
maps-platform.geocode.location	rh		Geocode locations
maps-platform.geocode.place	rh		Geocode places
maps-platform.isochrones	rh		Compute how far one gets in a time
maps-platform.places	w	maps-platform.places.autocomplete maps-platform.places.details maps-platform.places.getphotomedia maps-platform.places.nearbysearch maps-platform.places.textsearch	Private Service: https://www.googleapis.com/auth/maps-platform.places
maps-platform.places.autocomplete	w		Private Service: https://www.googleapis.com/auth/maps-platform.places.autocomplete
maps-platform.places.details	r		Private Service: https://www.googleapis.com/auth/maps-platform.places.details
maps-platform.places.getphotomedia	r		Private Service: https://www.googleapis.com/auth/maps-platform.places.getphotomedia
maps-platform.places.nearbysearch	w		Private Service: https://www.googleapis.com/auth/maps-platform.places.nearbysearch
maps-platform.places.textsearch	w		Private Service: https://www.googleapis.com/auth/maps-platform.places.textsearch
maps-platform.routespreferred	rh		Compute routes
marketingplatformadmin.analytics.read	r		View your Google Analytics product account data in GMP home
marketingplatformadmin.analytics.update	w	marketingplatformadmin.analytics.read	Manage your Google Analytics product account data in GMP home
meetings.conference.media.audio.readonly	rh		Receive the audio of meetings
meetings.conference.media.readonly	rh		Receive audio and video of meetings
meetings.conference.media.video.readonly	rh		Receive the video of meetings
meetings.space.created	w	meetings.space.readonly meetings.space.settings	Create, edit, and see information about your Google Meet conferences created by the app
meetings.space.readonly	r		Read information about any of your Google Meet conferences
meetings.space.settings	w		Edit, and see settings for all of your Google Meet calls
memorystore.read-only	rh		See Memorystore instances
memorystore.read-write	wh		See and change Memorystore instances
monitoring	w	monitoring.read monitoring.write	View and write monitoring data for all of your Google and third-party Cloud and API projects
monitoring.read	r		View monitoring data for all of your Google Cloud and third-party projects
monitoring.write	w		Publish metric data to your Google Cloud projects
ndev.clouddns.readonly	r		View your DNS records hosted by Google Cloud DNS
ndev.clouddns.readwrite	w	ndev.clouddns.readonly	View and manage your DNS records hosted by Google Cloud DNS
ndev.cloudman	w	ndev.cloudman.readonly	View and manage your Google Cloud Platform management resources and deployment status information
ndev.cloudman.readonly	r		View your Google Cloud Platform management resources and deployment status information
notebooks	w		See, edit, configure, and delete your Google Cloud Agent Platform Workbench Instances data
organizationpolicy	w	organizationpolicy.readonly	See, edit, configure, and delete your Google Cloud Organization Policy data
organizationpolicy.readonly	r		See your Google Cloud Organization Policy data and the email address of your Google Account
photoslibrary	woh		See, upload and organise everything in your Google Photos library
photoslibrary.appendonly	wh		Add to your Google Photos library
photoslibrary.edit.appcreateddata	wh		Change what the app itself has put into your Google Photos library
photoslibrary.readonly	roh		See everything in your Google Photos library
photoslibrary.readonly.appcreateddata	rh		See what the app itself has put into your Google Photos library
photoslibrary.sharing	woh		Share albums of your Google Photos library
photospicker.mediaitems.readonly	rh		See the photos that you pick
playdeveloperreporting	w		See metrics and data about the apps in your Google Play Developer account
playintegrity	w		Private Service: https://www.googleapis.com/auth/playintegrity
playmovies_partner.readonly	ro		View the digital assets you publish on Google Play Movies and TV
plus.circles.read	ro		View your circles and the people and pages in them
plus.login	wo		View your basic profile info, including your age range and language
plus.me	wo		Associate you with your personal info on Google
plus.media.upload	wo		Send your photos and videos to Google+
plus.profiles.read	ro		View your own Google+ profile and profiles visible to you
plus.stream.read	ro		View your Google+ posts, comments, and stream
postmaster	w	postmaster.domain postmaster.traffic.readonly postmaster.user	Get email traffic metrics, manage domains, and manage domain users for the domains you have registered with …
postmaster.domain	w		View and manage the domains you have registered with Postmaster Tools
postmaster.readonly	r		See email traffic metrics for the domains you have registered in Gmail Postmaster Tools
postmaster.traffic.readonly	r		Get email traffic metrics for the domains you have registered with Postmaster Tools
postmaster.user	w		View and manage users for the domains you have registered with Postmaster Tools
presentations	w	drive.file presentations.readonly	See, edit, create, and delete all your Google Slides presentations
presentations.currentonly	wh		See and change the presentation that the add-on is used in
presentations.readonly	r		See all your Google Slides presentations
pubsub	w		View and manage Pub/Sub topics and subscriptions
realtime-bidding	w		See, create, edit, and delete your Authorized Buyers and Open Bidding account entities
redis.read-only	r		See your Google Cloud Memorystore for Redis data and the email address of your Google Account
redis.read-write	w	redis.read-only	See, edit, configure, and delete your Google Cloud Memorystore for Redis data
replicapool	wo		View and manage replica pools
replicapool.readonly	ro		View replica pools
run	w	run.readonly	See, edit, configure, and delete your Google Cloud Run data
run.readonly	r		See your Google Cloud Run data and the email address of your Google Account
saasservicemgmt.read-write	w	saasservicemgmt.readonly	See, edit, configure, and delete your Google Cloud App Lifecycle Management data
saasservicemgmt.readonly	r		See your Google Cloud App Lifecycle Management data and the email address of your Google Account
sasportal	w		Read, create, update, and delete your SAS Portal data
script.container.ui	wh		Show menus and sidebars in the document that the script belongs to
script.deployments	w	script.deployments.readonly	Create and update Google Apps Script deployments
script.deployments.readonly	r		View Google Apps Script deployments
script.external_request	wh		Send requests to any address, data included
script.locale	rh		See your language and time zone
script.metrics	r		View Google Apps Script project's metrics
script.processes	r		View Google Apps Script processes
script.projects	w	script.projects.readonly	Create and update Google Apps Script projects
script.projects.readonly	r		View Google Apps Script projects
script.scriptapp	wh		Let the script run later, when you are not there
script.send_mail	wh		Send e-mail as you
script.storage	wh		Keep data of its own in your Google Drive
script.webapp.deploy	wh		Publish the script as a web app
sdm.service	w		See and/or control the devices that you selected
securitycenter	w		See, edit, configure, and delete your Google Cloud Security Command Center data
service.management	w	service.management.readonly	Manage your Google API service configuration
service.management.readonly	r		View your Google API service configuration
servicecontrol	w		Manage your Google Service Control data
sheets.addons.execute	wh		Run as an add-on of Google Sheets
siteverification	w	siteverification.verify_only	Manage the list of sites and domains you control
siteverification.verify_only	w		Manage your new site verifications with Google
slides.addons.execute	wh		Run as an add-on of Google Slides
source.full_control	w	source.read_only source.read_write	Manage your source code repositories
source.read_only	r		View the contents of your source code repositories
source.read_write	w		Manage the contents of your source code repositories
spanner.admin	w		Administer your Spanner databases
spanner.data	w		See, edit, configure, and delete your Google Cloud Spanner data
spreadsheets	w	drive.file spreadsheets.readonly	See, edit, create, and delete all your Google Sheets spreadsheets
spreadsheets.currentonly	wh		See and change the spreadsheet that the add-on is used in
spreadsheets.readonly	r		See all your Google Sheets spreadsheets
sqlservice.admin	w		Manage your Google SQL Service instances
streetviewpublish	w		Publish and manage your 360 photos on Google Street View
subscribewithgoogle.publications.entitlements.manage	w		See and change what subscribers of publications may read
subscribewithgoogle.publications.entitlements.readonly	r		See what subscribers of publications may read
surveys	wo		View and manage your surveys and results
surveys.readonly	ro		View your surveys and survey results
tables	w		See, edit, create, and delete your tables in Tables by Area 120
tagmanager.delete.containers	w		Delete your Google Tag Manager containers
tagmanager.edit.containers	w	tagmanager.readonly	Manage your Google Tag Manager container and its subcomponents, excluding versioning and publishing
tagmanager.edit.containerversions	w		Manage your Google Tag Manager container versions
tagmanager.manage.accounts	w		View and manage your Google Tag Manager accounts
tagmanager.manage.users	w		Manage user permissions of your Google Tag Manager account and container
tagmanager.publish	w		Publish your Google Tag Manager container versions
tagmanager.readonly	r		View your Google Tag Manager container and its subcomponents
taskqueue	wh		Use task queues of App Engine
tasks	w	tasks.readonly	Create, edit, organize, and delete all your tasks
tasks.readonly	r		View your tasks
trace.append	w		Write Trace data for a project or application
trace.readonly	r		Read Trace data for a project or application
urlshortener	wo		Manage your goo.gl short URLs
user.addresses.read	r		View your street addresses
user.birthday.read	r		See and download your exact date of birth
user.emails.read	r		See and download all of your Google Account email addresses
user.gender.read	r		See your gender
user.organization.read	r		See your education, work history and org info
user.phonenumbers.read	r		See and download your personal phone numbers
userinfo.email	i		See your primary Google Account email address
userinfo.profile	i		See your personal info, including any personal info you've made publicly available
userlocation.beacon.registry	wo		View and modify your beacons
verifiedaccess	w		Verify your enterprise credentials
wallet_object.issuer	w		Private Service: https://www.googleapis.com/auth/wallet_object.issuer
webcontentpublisher.publications.entitlements.readonly.system	r		Private Service: https://www.googleapis.com/auth/webcontentpublisher.publications.entitlements.readonly.system
webcontentpublisher.publications.manage.system	w		Private Service: https://www.googleapis.com/auth/webcontentpublisher.publications.manage.system
webmasters	w	webmasters.readonly	View and manage Search Console data for your verified sites
webmasters.readonly	r		View Search Console data for your verified sites
workspace.linkcreate	wh		Create resources of another service from a link menu
workspace.linkpreview	rh		See the link that is to be previewed
youtube	w	youtube.upload	Manage your YouTube account
youtube.channel-memberships.creator	r		See a list of your current active channel members, their current level, and when they became a member
youtube.force-ssl	w	youtube.upload	See, edit, and permanently delete your YouTube videos, ratings, comments and captions
youtube.readonly	r		View your YouTube account
youtube.upload	w		Manage your YouTube videos
youtubepartner	w		View and manage your assets and associated content on YouTube
youtubepartner-channel-audit	r		View private information of your YouTube channel relevant during the audit process with a YouTube partner
yt-analytics-monetary.readonly	r		View monetary and non-monetary YouTube Analytics reports for your YouTube content
yt-analytics.readonly	r		View YouTube Analytics reports for your YouTube content
=openid	i		Associate you with your personal info on Google
=profile	ih		See your name, picture and public profile`,
};
