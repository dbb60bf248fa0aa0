/** What the report asks for. */
export const SCOPES = ['https://www.googleapis.com/auth/spreadsheets.readonly'];
