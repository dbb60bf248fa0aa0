/** A table whose rows become blocks on a phone, each value with its label. */
export interface Column<Row> {
  readonly label: string;
  readonly number?: boolean;
  readonly cell: (row: Row) => preact.ComponentChildren;
  /** As the exported file has it. */
  readonly text?: (row: Row) => string | number | null;
}

export function Table<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) {
  return (
    <div class="table">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" class={column.number ? 'number' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.label} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.label} data-label={column.label} class={column.number ? 'number' : undefined}>
                    <div>{column.cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Gives the rows out as a file, as they are shown. */
export function ExportButton<Row>({
  name,
  columns,
  rows,
}: {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}) {
  const exported = columns.filter((column) => column.text !== undefined);
  const save = (): void => {
    const lines = [
      exported.map(({ label }) => label),
      ...rows.map((row) => exported.map(({ text }) => String(text?.(row) ?? ''))),
    ].map((line) => line.map(quoted).join(','));
    saveFile(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' }), `${name}.csv`);
  };
  return (
    <button type="button" class="plain" onClick={save}>
      CSV
    </button>
  );
}

/** RFC 4180; and no cell that a spreadsheet would take for a formula. */
function quoted(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
