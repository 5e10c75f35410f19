/** The name of the forms that decide on one adjustment, so that an answer comes back beside it. */
export function decisionForm(id: string | number | undefined): string {
	return `adjustment-${/^\d{1,10}$/.test(String(id)) ? id : 'unknown'}`;
}
