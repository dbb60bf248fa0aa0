/**
 * Scopes that Google's documentation has and no discovery document: those of Apps Script and of add-ons
 * (developers.google.com/workspace/add-ons/concepts/workspace-scopes and developers.google.com/apps-script), of Google Photos
 * (developers.google.com/photos/overview/authorization) and of APIs without one (developers.google.com/identity/protocols/oauth2/scopes),
 * read on 2026-11-25. The descriptions are ours.
 */
export const UNDISCOVERED: readonly (readonly [name: string, flags: string, description: string])[] = [
  ['email', 'i', 'See your e-mail address'],
  ['profile', 'i', 'See your name, picture and public profile'],
  ['https://docs.google.com/feeds', 'wo', 'All of your Google Drive files, by the retired Documents List API'],
  ['https://spreadsheets.google.com/feeds', 'wo', 'All of your spreadsheets, by the retired Sheets API v3'],
  ['https://www.google.com/analytics/feeds', 'ro', 'Your Google Analytics data, by the retired Data Export API'],
  ['adwords', 'w', 'Manage your Google Ads campaigns'],
  ['assistant-sdk-prototype', 'w', 'Use the Google Assistant for you'],
  ['calendar.addons.current.event.read', 'r', 'Read the event that is open while the add-on runs'],
  ['calendar.addons.current.event.write', 'w', 'Change the event that is open while the add-on runs'],
  ['calendar.addons.execute', 'w', 'Run as an add-on of Google Calendar'],
  ['docs.addons.execute', 'w', 'Run as an add-on of Google Docs'],
  ['documents.currentonly', 'w', 'See and change the document that the add-on is used in'],
  ['drive.addons.metadata.readonly', 'r', 'See names and owners of the files that are selected while the add-on runs'],
  ['generative-language.retriever', 'w', 'Manage the documents that the Gemini API searches'],
  ['generative-language.tuning', 'w', 'Tune models of the Gemini API'],
  ['gmail.addons.execute', 'w', 'Run as an add-on of Gmail'],
  ['photoslibrary', 'wo', 'See, upload and organise everything in your Google Photos library'],
  ['photoslibrary.appendonly', 'w', 'Add to your Google Photos library'],
  ['photoslibrary.edit.appcreateddata', 'w', 'Change what the app itself has put into your Google Photos library'],
  ['photoslibrary.readonly', 'ro', 'See everything in your Google Photos library'],
  ['photoslibrary.readonly.appcreateddata', 'r', 'See what the app itself has put into your Google Photos library'],
  ['photoslibrary.sharing', 'wo', 'Share albums of your Google Photos library'],
  ['photospicker.mediaitems.readonly', 'r', 'See the photos that you pick'],
  ['presentations.currentonly', 'w', 'See and change the presentation that the add-on is used in'],
  ['script.container.ui', 'w', 'Show menus and sidebars in the document that the script belongs to'],
  ['script.external_request', 'w', 'Send requests to any address, data included'],
  ['script.locale', 'r', 'See your language and time zone'],
  ['script.scriptapp', 'w', 'Let the script run later, when you are not there'],
  ['script.send_mail', 'w', 'Send e-mail as you'],
  ['script.storage', 'w', 'Keep data of its own in your Google Drive'],
  ['script.webapp.deploy', 'w', 'Publish the script as a web app'],
  ['sdm.service', 'w', 'See and control your Nest devices'],
  ['sheets.addons.execute', 'w', 'Run as an add-on of Google Sheets'],
  ['slides.addons.execute', 'w', 'Run as an add-on of Google Slides'],
  ['spreadsheets.currentonly', 'w', 'See and change the spreadsheet that the add-on is used in'],
  ['workspace.linkcreate', 'w', 'Create resources of another service from a link menu'],
  ['workspace.linkpreview', 'r', 'See the link that is to be previewed'],
];

/** Scopes of an API without discovery document that a generated library has (google/apiclient-services at 57a6b21a479f, PHP). */
export const IN_A_LIBRARY: readonly (readonly [name: string, flags: string, description: string])[] = [
  [
    'subscribewithgoogle.publications.entitlements.manage',
    'w',
    'See and change what subscribers of publications may read',
  ],
  ['subscribewithgoogle.publications.entitlements.readonly', 'r', 'See what subscribers of publications may read'],
];
