// Written by a script of tools/catalogs/; change that.
/** A line an API, by the name of its client library: its scopes, `+` for what nearly all begin with. */
export const apis = `AIPlatformNotebooks	+cloud-platform +notebooks
APIManagement	+cloud-platform
APIhub	+apihub.readonly +apihub.readwrite +cloud-platform
AccessApproval	+cloud-platform
AccessContextManager	+cloud-platform
AdExchangeBuyer	+adexchange.buyer
AdExchangeBuyerII	+adexchange.buyer
AdMob	+admob.readonly +admob.report
AdSenseHost	+adsensehost
AdSensePlatform	+adsense +adsense.readonly
AddressValidation	+cloud-platform +maps-platform.addressvalidation
Adsense	+adsense +adsense.readonly
Advisorynotifications	+cloud-platform
AgenciesAndBrands	+agencies-and-brands
AgentIdentity	+cloud-platform
AgentIdentityCredentials	+cloud-platform
AgentRegistry	+agentregistry.read-only +agentregistry.read-write +cloud-platform +cloud-platform.read-only
Aiplatform	+aiplatform +cloud-platform +cloud-platform.read-only
AirQuality	+cloud-platform
AlertCenter	+apps.alerts
Analytics	+analytics +analytics.edit +analytics.manage.users +analytics.manage.users.readonly +analytics.provision +analytics.readonly +analytics.user.deletion
AnalyticsData	+analytics +analytics.readonly
AnalyticsHub	+bigquery +cloud-platform
AnalyticsReporting	+analytics +analytics.readonly
AndroidEnterprise	+androidenterprise
AndroidManagement	+androidmanagement
AndroidPublisher	+androidpublisher
ApiKeysService	+apikeys +apikeys.readonly +cloud-platform +cloud-platform.read-only
Apigateway	+cloud-platform
Apigee	+cloud-platform
ApigeeRegistry	+cloud-platform
AppHub	+cloud-platform
Appengine	+appengine.admin +cloud-platform +cloud-platform.read-only
Area120Tables	+drive +drive.file +drive.readonly +spreadsheets +spreadsheets.readonly +tables
AreaInsights	+cloud-platform
ArtifactRegistry	+cloud-platform +cloud-platform.read-only
Assuredworkloads	+cloud-platform
AuthorizedBuyersMarketplace	+authorized-buyers-marketplace
Backupdr	+cloud-backupdr +cloud-platform
BackupforGKE	+cloud-platform
Baremetalsolution	+cloud-platform
Batch	+cloud-platform
BeyondCorp	+cloud-platform
BigLakeService	+bigquery +cloud-platform
BigQueryConnectionService	+bigquery +cloud-platform
BigQueryDataPolicyService	+bigquery +cloud-platform
BigQueryDataTransfer	+bigquery +cloud-platform +cloud-platform.read-only
BigQueryReservation	+bigquery +cloud-platform
Bigquery	+bigquery +bigquery.insertdata +cloud-platform +cloud-platform.read-only +devstorage.full_control +devstorage.read_only +devstorage.read_write
BigtableAdmin	+bigtable.admin +bigtable.admin.cluster +bigtable.admin.instance +bigtable.admin.table +cloud-bigtable.admin +cloud-bigtable.admin.cluster +cloud-bigtable.admin.table +cloud-platform +cloud-platform.read-only
BinaryAuthorization	+cloud-platform
BlockchainNodeEngine	+cloud-platform
Blogger	+blogger +blogger.readonly
Books	+books
CCAIPlatform	+cloud-platform
Calendar	+calendar +calendar.acls +calendar.acls.readonly +calendar.app.created +calendar.calendarlist +calendar.calendarlist.readonly +calendar.calendars +calendar.calendars.readonly +calendar.events +calendar.events.freebusy +calendar.events.owned +calendar.events.owned.readonly +calendar.events.public.readonly +calendar.events.readonly +calendar.freebusy +calendar.readonly +calendar.settings +calendar.settings.readonly
CertificateAuthorityService	+cloud-platform
CertificateManager	+cloud-platform
ChromeManagement	+chrome.management.appdetails.readonly +chrome.management.browsers +chrome.management.browsers.readonly +chrome.management.enrollmenttokens +chrome.management.enrollmenttokens.readonly +chrome.management.profiles +chrome.management.profiles.readonly +chrome.management.reports.readonly +chrome.management.securityinsights +chrome.management.securityinsights.readonly +chrome.management.telemetry.readonly
ChromePolicy	+chrome.management.policy +chrome.management.policy.readonly
Chromewebstore	+chromewebstore +chromewebstore.readonly
Classroom	+classroom.addons.student +classroom.addons.teacher +classroom.announcements +classroom.announcements.readonly +classroom.courses +classroom.courses.readonly +classroom.coursework.me +classroom.coursework.me.readonly +classroom.coursework.students +classroom.coursework.students.readonly +classroom.courseworkmaterials +classroom.courseworkmaterials.readonly +classroom.guardianlinks.me.readonly +classroom.guardianlinks.students +classroom.guardianlinks.students.readonly +classroom.profile.emails +classroom.profile.photos +classroom.push-notifications +classroom.rosters +classroom.rosters.readonly +classroom.student-submissions.me.readonly +classroom.student-submissions.students.readonly +classroom.topics +classroom.topics.readonly
CloudAlloyDBAdmin	+cloud-platform
CloudAsset	+cloud-platform +cloudasset
CloudAuditManager	+cloud-auditmanager +cloud-platform
CloudBillingBudget	+cloud-billing +cloud-platform
CloudBuild	+cloud-platform
CloudCommercePartnerProcurementService	+cloud-platform
CloudComposer	+cloud-platform +cloudcomposer +cloudcomposer.readonly
CloudControlsPartnerService	+cloud-platform
CloudDataplex	+cloud-platform +cloud-platform.read-only +dataplex.read-write +dataplex.readonly
CloudDebugger	+cloud-platform +cloud_debugger
CloudDeploy	+cloud-platform
CloudDomains	+cloud-platform
CloudFTP	+cloud-platform
CloudFilestore	+cloud-platform
CloudFunctions	+cloud-platform
CloudHealthcare	+cloud-healthcare +cloud-platform
CloudIAP	+cloud-platform
CloudIdentity	+cloud-identity.allowlisteddomains +cloud-identity.allowlisteddomains.readonly +cloud-identity.devices +cloud-identity.devices.lookup +cloud-identity.devices.readonly +cloud-identity.groups +cloud-identity.groups.readonly +cloud-identity.inboundsso +cloud-identity.inboundsso.readonly +cloud-identity.policies +cloud-identity.policies.readonly +cloud-platform
CloudIot	+cloud-platform +cloudiot
CloudKMS	+cloud-platform +cloudkms
CloudLifeSciences	+cloud-platform
CloudLocationFinder	+cloud-platform
CloudMachineLearningEngine	+cloud-platform +cloud-platform.read-only
CloudMemorystoreforMemcached	+cloud-platform
CloudNaturalLanguage	+cloud-language +cloud-platform
CloudNumberRegistry	+cloud-platform
CloudOSLogin	+cloud-platform +cloud-platform.read-only +compute +compute.readonly
CloudObservability	+cloud-platform
CloudProfiler	+cloud-platform +monitoring +monitoring.write
CloudRedis	+cloud-platform +redis.read-only +redis.read-write
CloudResourceManager	+cloud-platform +cloud-platform.read-only
CloudRetail	+cloud-platform
CloudRun	+cloud-platform +run +run.readonly
CloudRuntimeConfig	+cloud-platform +cloudruntimeconfig
CloudScheduler	+cloud-platform
CloudSearch	+cloud_search +cloud_search.debug +cloud_search.indexing +cloud_search.query +cloud_search.settings +cloud_search.settings.indexing +cloud_search.settings.query +cloud_search.stats +cloud_search.stats.indexing
CloudShell	+cloud-platform
CloudSourceRepositories	+cloud-platform +source.full_control +source.read_only +source.read_write
CloudSupport	+cloud-platform
CloudTalentSolution	+cloud-platform +jobs
CloudTasks	+cloud-platform
CloudTrace	+cloud-platform +trace.append
CloudVideoIntelligence	+cloud-platform
CloudWorkstations	+cloud-platform
Cloudbilling	+cloud-billing +cloud-billing.readonly +cloud-platform
Cloudchannel	+apps.order +apps.reports.usage.readonly
Clouderrorreporting	+cloud-platform
Colab	+colaboratory +colaboratory.readonly
Compute	+cloud-platform +compute +compute.readonly +devstorage.full_control +devstorage.read_only +devstorage.read_write
Config	+cloud-platform
Connectors	+cloud-platform
Contactcenterinsights	+cloud-platform
Container	+cloud-platform +container +container.read-only
ContainerAnalysis	+cloud-platform
Contentwarehouse	+cloud-platform
Css	+content
CurationPartners	+curation-partners
CustomerEngagementSuite	+ces +cloud-platform
DLP	+cloud-platform
DataCatalog	+cloud-platform
DataFusion	+cloud-platform
DataLabeling	+cloud-platform
DataManager	+datamanager +datamanager.partnerlink
DataPortability	+dataportability.alerts.subscriptions +dataportability.chrome.autofill +dataportability.chrome.bookmarks +dataportability.chrome.dictionary +dataportability.chrome.extensions +dataportability.chrome.history +dataportability.chrome.reading_list +dataportability.chrome.settings +dataportability.discover.follows +dataportability.discover.likes +dataportability.discover.not_interested +dataportability.maps.aliased_places +dataportability.maps.commute_routes +dataportability.maps.commute_settings +dataportability.maps.ev_profile +dataportability.maps.factual_contributions +dataportability.maps.offering_contributions +dataportability.maps.photos_videos +dataportability.maps.questions_answers +dataportability.maps.reviews +dataportability.maps.starred_places +dataportability.maps.vehicle_profile +dataportability.myactivity.maps +dataportability.myactivity.myadcenter +dataportability.myactivity.play +dataportability.myactivity.search +dataportability.myactivity.shopping +dataportability.myactivity.youtube +dataportability.mymaps.maps +dataportability.nest.camera_event +dataportability.nest.camera_feature +dataportability.nest.camera_video +dataportability.nest.store +dataportability.nest.user +dataportability.order_reserve.purchases_reservations +dataportability.pixel.device_data +dataportability.play.devices +dataportability.play.grouping +dataportability.play.installs +dataportability.play.library +dataportability.play.playpoints +dataportability.play.promotions +dataportability.play.purchases +dataportability.play.redemptions +dataportability.play.subscriptions +dataportability.play.usersettings +dataportability.saved.collections +dataportability.search_ugc.comments +dataportability.search_ugc.media.reviews_and_stars +dataportability.search_ugc.media.streaming_video_providers +dataportability.search_ugc.media.thumbs +dataportability.search_ugc.media.watched +dataportability.searchnotifications.settings +dataportability.searchnotifications.subscriptions +dataportability.shopping.addresses +dataportability.shopping.reviews +dataportability.streetview.imagery +dataportability.youtube.channel +dataportability.youtube.clips +dataportability.youtube.comments +dataportability.youtube.conversations +dataportability.youtube.live_chat +dataportability.youtube.music +dataportability.youtube.playable +dataportability.youtube.posts +dataportability.youtube.private_playlists +dataportability.youtube.private_videos +dataportability.youtube.public_playlists +dataportability.youtube.public_videos +dataportability.youtube.shopping +dataportability.youtube.subscriptions +dataportability.youtube.unlisted_playlists +dataportability.youtube.unlisted_videos
DataTransfer	+admin.datatransfer +admin.datatransfer.readonly
DatabaseCenter	+cloud-platform
DatabaseMigrationService	+cloud-platform
Dataflow	+cloud-platform +compute
Dataform	+bigquery +cloud-platform
Datalineage	+cloud-platform +datalineage.read-write +datalineage.readonly
Datapipelines	+cloud-platform
Dataproc	+cloud-platform +dataproc +dataproc.read-only
DataprocMetastore	+cloud-platform
Datastore	+cloud-platform +datastore
Datastream	+cloud-platform
DeepReview	+cloud-platform +drive.file
DeploymentManager	+cloud-platform +cloud-platform.read-only +ndev.cloudman +ndev.cloudman.readonly
DeveloperConnect	+cloud-platform
DeveloperKnowledge	+cloud-platform
DeviceRun	+cloud-platform
Dfareporting	+ddmconversions +dfareporting +dfatrafficking
Dialogflow	+cloud-platform +dialogflow
Directory	+admin.chrome.printers +admin.chrome.printers.readonly +admin.directory.customer +admin.directory.customer.readonly +admin.directory.device.chromeos +admin.directory.device.chromeos.readonly +admin.directory.device.mobile +admin.directory.device.mobile.action +admin.directory.device.mobile.readonly +admin.directory.domain +admin.directory.domain.readonly +admin.directory.group +admin.directory.group.member +admin.directory.group.member.readonly +admin.directory.group.readonly +admin.directory.orgunit +admin.directory.orgunit.readonly +admin.directory.resource.calendar +admin.directory.resource.calendar.readonly +admin.directory.rolemanagement +admin.directory.rolemanagement.readonly +admin.directory.user +admin.directory.user.alias +admin.directory.user.alias.readonly +admin.directory.user.readonly +admin.directory.user.security +admin.directory.userschema +admin.directory.userschema.readonly +cloud-platform
DiscoveryEngine	+cloud-platform +cloud_search.query +discoveryengine.assist.readwrite +discoveryengine.readwrite +discoveryengine.serving.readwrite
DisplayVideo	+display-video +doubleclickbidmanager
Dns	+cloud-platform +cloud-platform.read-only +ndev.clouddns.readonly +ndev.clouddns.readwrite
Docs	+documents +documents.readonly +drive +drive.file +drive.readonly
Document	+cloud-platform
DoubleClickBidManager	+doubleclickbidmanager
Doubleclicksearch	+doubleclicksearch
Drive	+drive +drive.appdata +drive.apps.readonly +drive.file +drive.meet.readonly +drive.metadata +drive.metadata.readonly +drive.photos.readonly +drive.readonly +drive.scripts
DriveActivity	+drive.activity +drive.activity.readonly
DriveLabels	+drive.admin.labels +drive.admin.labels.readonly +drive.labels +drive.labels.readonly
Essentialcontacts	+cloud-platform
Eventarc	+cloud-platform
FactCheckTools	+factchecktools
Fcmdata	+cloud-platform
FirebaseAppDistribution	+cloud-platform
FirebaseAppHosting	+cloud-platform
FirebaseCloudMessaging	+cloud-platform +firebase.messaging
FirebaseCrashlytics	+cloud-platform +firebase
FirebaseDataConnect	+cloud-platform
FirebaseDynamicLinks	+firebase
FirebaseHosting	+cloud-platform +cloud-platform.read-only +firebase +firebase.readonly
FirebaseML	+cloud-platform
FirebaseManagement	+cloud-platform +cloud-platform.read-only +firebase +firebase.readonly
FirebaseRealtimeDatabase	+cloud-platform +cloud-platform.read-only +firebase +firebase.readonly
FirebaseRules	+cloud-platform +firebase +firebase.readonly
Firebaseappcheck	+cloud-platform +firebase
Firebasestorage	+cloud-platform +firebase
Firestore	+cloud-platform +datastore
Fitness	+fitness.activity.read +fitness.activity.write +fitness.blood_glucose.read +fitness.blood_glucose.write +fitness.blood_pressure.read +fitness.blood_pressure.write +fitness.body.read +fitness.body.write +fitness.body_temperature.read +fitness.body_temperature.write +fitness.heart_rate.read +fitness.heart_rate.write +fitness.location.read +fitness.location.write +fitness.nutrition.read +fitness.nutrition.write +fitness.oxygen_saturation.read +fitness.oxygen_saturation.write +fitness.reproductive_health.read +fitness.reproductive_health.write +fitness.sleep.read +fitness.sleep.write
Forms	+drive +drive.file +drive.readonly +forms.body +forms.body.readonly +forms.responses.readonly
GKEHub	+cloud-platform
GKEOnPrem	+cloud-platform
GSuiteMarketplaceAPI	+appsmarketplace.license
GameServices	+cloud-platform
Games	+androidpublisher +drive.appdata +games
GamesConfiguration	+androidpublisher
GamesManagement	+games
Gmail	https://mail.google.com/ +gmail.addons.current.action.compose +gmail.addons.current.message.action +gmail.addons.current.message.metadata +gmail.addons.current.message.readonly +gmail.compose +gmail.insert +gmail.labels +gmail.metadata +gmail.modify +gmail.readonly +gmail.send +gmail.settings.basic +gmail.settings.sharing
GoogleAnalyticsAdmin	+analytics.edit +analytics.manage.users +analytics.manage.users.readonly +analytics.readonly
GoogleHealthAPI	+cloud-platform +googlehealth.activity_and_fitness.readonly +googlehealth.activity_and_fitness.writeonly +googlehealth.ecg.readonly +googlehealth.health_metrics_and_measurements.readonly +googlehealth.health_metrics_and_measurements.writeonly +googlehealth.irn.readonly +googlehealth.location.readonly +googlehealth.logged_symptoms.readonly +googlehealth.logged_symptoms.writeonly +googlehealth.mindfulness.readonly +googlehealth.mindfulness.writeonly +googlehealth.nutrition.writeonly +googlehealth.profile.readonly +googlehealth.profile.writeonly +googlehealth.reproductive_health.readonly +googlehealth.reproductive_health.writeonly +googlehealth.settings.readonly +googlehealth.settings.writeonly +googlehealth.sleep.readonly +googlehealth.sleep.writeonly
GoogleMarketingPlatformAdminAPI	+marketingplatformadmin.analytics.read +marketingplatformadmin.analytics.update
GroupsMigration	+apps.groups.migration
Groupssettings	+apps.groups.settings
HangoutsChat	+chat.admin.delete +chat.admin.memberships +chat.admin.memberships.readonly +chat.admin.spaces +chat.admin.spaces.readonly +chat.app.all.memberships.readonly +chat.app.all.messages.readonly +chat.app.all.spaces.readonly +chat.app.delete +chat.app.memberships +chat.app.memberships.readonly +chat.app.messages.readonly +chat.app.spaces +chat.app.spaces.create +chat.app.spaces.readonly +chat.bot +chat.customemojis +chat.customemojis.readonly +chat.delete +chat.import +chat.memberships +chat.memberships.app +chat.memberships.readonly +chat.messages +chat.messages.create +chat.messages.reactions +chat.messages.reactions.create +chat.messages.reactions.readonly +chat.messages.readonly +chat.spaces +chat.spaces.create +chat.spaces.pins +chat.spaces.pins.readonly +chat.spaces.readonly +chat.users.availability +chat.users.availability.readonly +chat.users.readstate +chat.users.readstate.readonly +chat.users.sections +chat.users.sections.readonly +chat.users.spacesettings
HomeGraphService	+homegraph
HypercomputeCluster	+cloud-platform
IAMCredentials	+cloud-platform
IDS	+cloud-platform
Iam	+cloud-platform
IdentityToolkit	+cloud-platform +firebase
Indexing	+indexing
Integrations	+cloud-platform
Keep	+keep +keep.readonly
Kmsinventory	+cloud-platform
Libraryagent	+cloud-platform
Licensing	+apps.licensing
Localservices	+adwords
Logging	+cloud-platform +cloud-platform.read-only +logging.admin +logging.read +logging.write
Looker	+cloud-platform
ManagedKafka	+cloud-platform
ManagedServiceforMicrosoftActiveDirectoryConsumerAPI	+cloud-platform
ManufacturerCenter	+manufacturercenter
MapsPlaces	+cloud-platform +maps-platform.places +maps-platform.places.autocomplete +maps-platform.places.details +maps-platform.places.getphotomedia +maps-platform.places.nearbysearch +maps-platform.places.textsearch
Meet	+meetings.space.created +meetings.space.readonly +meetings.space.settings
Merchant	+content
MigrationCenterAPI	+cloud-platform
Monitoring	+cloud-platform +monitoring +monitoring.read +monitoring.write
NetAppFiles	+cloud-platform
NetworkManagement	+cloud-platform
NetworkSecurity	+cloud-platform
NetworkServices	+cloud-platform
Networkconnectivity	+cloud-platform
OSConfig	+cloud-platform
Oauth2	+userinfo.email +userinfo.profile openid
OnDemandScanning	+cloud-platform
OracleDatabase	+cloud-platform
OrgPolicyAPI	+cloud-platform +organizationpolicy +organizationpolicy.readonly
PagespeedInsights	openid
Parallelstore	+cloud-platform
ParameterManager	+cloud-platform
PaymentsResellerSubscription	+sdm.service
PeopleService	+contacts +contacts.other.readonly +contacts.readonly +directory.readonly +user.addresses.read +user.birthday.read +user.emails.read +user.gender.read +user.organization.read +user.phonenumbers.read +userinfo.email +userinfo.profile
PlayIntegrity	+playintegrity
Playcustomapp	+androidpublisher
Playdeveloperreporting	+playdeveloperreporting
PolicyAnalyzer	+cloud-platform
PolicySimulator	+cloud-platform
PolicyTroubleshooter	+cloud-platform
Pollen	+cloud-platform
PostmasterTools	+postmaster +postmaster.domain +postmaster.traffic.readonly +postmaster.user
PublicCertificateAuthority	+cloud-platform
Pubsub	+cloud-platform +pubsub
PubsubLite	+cloud-platform
RapidMigrationAssessment	+cloud-platform
RealtimeBidding	+realtime-bidding
RecaptchaEnterprise	+cloud-platform
RecommendationsAI	+cloud-platform
Recommender	+cloud-platform
RemoteBuildExecution	+cloud-platform
Reports	+admin.reports.audit.readonly +admin.reports.usage.readonly
Reseller	+apps.order +apps.order.readonly
ResourceSettings	+cloud-platform
SA360	+doubleclicksearch
SASPortalTesting	+cloud-platform +sasportal
SQLAdmin	+cloud-platform +sqlservice.admin
SaaSServiceManagement	+cloud-platform +saasservicemgmt.read-write +saasservicemgmt.readonly
Sasportal	+cloud-platform +sasportal
Script	https://mail.google.com/ https://www.google.com/calendar/feeds https://www.google.com/m8/feeds +admin.directory.group +admin.directory.user +documents +drive +forms +forms.currentonly +groups +script.deployments +script.deployments.readonly +script.metrics +script.processes +script.projects +script.projects.readonly +spreadsheets +userinfo.email
SearchConsole	+webmasters +webmasters.readonly
SecretManager	+cloud-platform
SecureSourceManager	+cloud-platform
SecurityCommandCenter	+cloud-platform +securitycenter
SecurityPosture	+cloud-platform
ServerlessVPCAccess	+cloud-platform
ServiceConsumerManagement	+cloud-platform
ServiceControl	+cloud-platform +servicecontrol
ServiceDirectory	+cloud-platform
ServiceManagement	+cloud-platform +cloud-platform.read-only +service.management +service.management.readonly
ServiceNetworking	+cloud-platform +service.management
ServiceUsage	+cloud-platform +cloud-platform.read-only +service.management
Sheets	+drive +drive.file +drive.readonly +spreadsheets +spreadsheets.readonly
ShoppingContent	+content
SiteVerification	+siteverification +siteverification.verify_only
Slides	+drive +drive.file +drive.readonly +presentations +presentations.readonly +spreadsheets +spreadsheets.readonly
SmartDeviceManagement	+sdm.service
Solar	+cloud-platform
Spanner	+cloud-platform +spanner.admin +spanner.data
Speech	+cloud-platform
Storage	+cloud-platform +cloud-platform.read-only +devstorage.full_control +devstorage.read_only +devstorage.read_write
StorageBatchOperations	+cloud-platform
Storagetransfer	+cloud-platform
StreetViewPublish	+streetviewpublish
TPU	+cloud-platform
TagManager	+tagmanager.delete.containers +tagmanager.edit.containers +tagmanager.edit.containerversions +tagmanager.manage.accounts +tagmanager.manage.users +tagmanager.publish +tagmanager.readonly
Tasks	+tasks +tasks.readonly
Testing	+cloud-platform +cloud-platform.read-only
Texttospeech	+cloud-platform
ThreatIntelligenceService	+cloud-platform
ToolResults	+cloud-platform
TrafficDirectorService	+cloud-platform
Transcoder	+cloud-platform
Translate	+cloud-platform +cloud-translation
VMMigrationService	+cloud-platform
VMwareEngine	+cloud-platform
Vault	+ediscovery +ediscovery.readonly
Verifiedaccess	+verifiedaccess
Vision	+cloud-platform +cloud-vision
Walletobjects	+wallet_object.issuer
WebContentPublisher	+webcontentpublisher.publications.entitlements.readonly.system +webcontentpublisher.publications.manage.system
WebRisk	+cloud-platform
WebSecurityScanner	+cloud-platform
Webmasters	+webmasters +webmasters.readonly
WorkflowExecutions	+cloud-platform
Workflows	+cloud-platform
WorkloadManager	+cloud-platform
WorkspaceEvents	+chat.app.all.memberships.readonly +chat.app.all.messages.readonly +chat.app.all.spaces.readonly +chat.app.all.users.readstate.readonly +chat.app.memberships +chat.app.memberships.readonly +chat.app.messages.readonly +chat.app.spaces +chat.app.spaces.readonly +chat.bot +chat.memberships +chat.memberships.readonly +chat.messages +chat.messages.reactions +chat.messages.reactions.readonly +chat.messages.readonly +chat.spaces +chat.spaces.readonly +chat.users.availability +chat.users.availability.readonly +chat.users.readstate +chat.users.readstate.readonly +drive +drive.file +drive.metadata +drive.metadata.readonly +drive.readonly +meetings.space.created +meetings.space.readonly
YouTube	+youtube +youtube.channel-memberships.creator +youtube.force-ssl +youtube.readonly +youtube.upload +youtubepartner +youtubepartner-channel-audit
YouTubeAnalytics	+youtube +youtube.readonly +youtubepartner +yt-analytics-monetary.readonly +yt-analytics.readonly
YouTubeReporting	+yt-analytics-monetary.readonly +yt-analytics.readonly`;
