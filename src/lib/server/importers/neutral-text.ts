/** What makes a spreadsheet take a text for a formula or a command when a file is opened. */
const dangerous = /^[=+\-@\t\r\n]/;
const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?$/;

/** A text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1`. Numbers such as −5 stay what they are. */
export function neutralText(text: string): string {
	return dangerous.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/** A text as it was before `neutralText`, so that what was exported can be imported without a change. */
export function restoreText(text: string): string {
	return text.startsWith("'") && dangerous.test(text.slice(1)) ? text.slice(1) : text;
}
