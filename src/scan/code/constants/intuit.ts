const OF_QUICKBOOKS: Readonly<Record<string, string>> = {
  ACCOUNTING: 'accounting',
  PAYMENT: 'payment',
  PAYROLL: 'payroll',
  PAYROLL_TIMETRACKING: 'payroll.timetracking',
  PAYROLL_BENEFITS: 'payroll.benefits',
  PAYSLIP_READ: 'payroll.payslip.read',
};

/** A member of the enumeration of scopes that Intuit's libraries have in several languages. */
export function ofIntuit(name: string): string {
  const own = Object.hasOwn(OF_QUICKBOOKS, name) ? OF_QUICKBOOKS[name] : undefined;
  return own === undefined ? name.toLowerCase() : `com.intuit.quickbooks.${own}`;
}
