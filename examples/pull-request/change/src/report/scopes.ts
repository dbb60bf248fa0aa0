/** What the report asks for. */
export const SCOPES = [
  'https://www.googleapis.com/auth/spreadsheets.readonly',
  // Marks the sheet as read.
  'https://www.googleapis.com/auth/spreadsheets',
];
