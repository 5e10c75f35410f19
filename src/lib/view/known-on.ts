/** A calendar day as an address writes it; undefined where it is none. */
export function parseDay(text: string | undefined): string | undefined {
	if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
	const time = Date.parse(`${text}T00:00:00Z`);
	if (Number.isNaN(time) || time < Date.UTC(1900, 0) || time > Date.UTC(2200, 0)) return undefined;
	return new Date(time).toISOString().startsWith(text) ? text : undefined;
}
