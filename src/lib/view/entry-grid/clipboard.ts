/** Cells as spreadsheets put them on the clipboard: rows by line ends, cells by tabs, quoted where they hold either. */
export function parseBlock(text: string): string[][] {
	const rows: string[][] = [[]];
	let cell = '';
	let isQuoted = false;
	const end = (): void => {
		rows.at(-1)!.push(cell);
		cell = '';
	};
	for (let at = 0; at < text.length; at++) {
		const sign = text[at]!;
		if (isQuoted) {
			if (sign !== '"') cell += sign;
			else if (text[at + 1] === '"') cell += text[at++];
			else isQuoted = false;
		} else if (sign === '"' && cell === '' && closes(text, at)) isQuoted = true;
		else if (sign === '\t') end();
		else if (sign === '\n' || sign === '\r') {
			if (sign === '\r' && text[at + 1] === '\n') at++;
			end();
			rows.push([]);
		} else cell += sign;
	}
	end();
	// A block ends with a line end, which begins no row.
	if (rows.length > 1 && rows.at(-1)!.length === 1 && rows.at(-1)![0] === '') rows.pop();
	return rows;
}

/** Whether a quotation mark that opens a cell is closed before a tab or a line end: else it is a sign like any other. */
function closes(text: string, from: number): boolean {
	for (let at = from + 1; at < text.length; at++) {
		if (text[at] !== '"') continue;
		if (text[at + 1] === '"') at++;
		else return at + 1 === text.length || /[\t\n\r]/.test(text[at + 1]!);
	}
	return false;
}

/** The text that spreadsheets read these cells from. */
export function formatBlock(rows: readonly (readonly string[])[]): string {
	return rows.map((row) => row.map(quoted).join('\t')).join('\n');
}

function quoted(cell: string): string {
	return /[\t\n\r]/.test(cell) || cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}
