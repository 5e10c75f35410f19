/** What a form shows: what is stored, or what was typed when it was refused. */
export interface FormState {
	/** put before the names of fields to make ids, where a page has several forms */
	readonly prefix: string;
	readonly values: Readonly<Record<string, string>>;
	/** a sentence for each field that is wrong */
	readonly errors: Readonly<Record<string, string>>;
	/** what is stored now, where somebody else changed it while one typed */
	readonly stored?: Readonly<Record<string, string>> | undefined;
}

/** A refusal as the actions of the register give it back. */
export interface FormRefusal {
	/** which form of the page */
	readonly which: string;
	readonly code: string;
	readonly message: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly values: Readonly<Record<string, string>>;
}

/** The state of one form of a page, from what is stored and the answer to what was sent. */
export function formState(
	which: string,
	stored: Readonly<Record<string, string>>,
	refusal: FormRefusal | null | undefined
): FormState {
	if (refusal?.which !== which) return { prefix: which, values: stored, errors: {} };
	return {
		prefix: which,
		values: refusal.values,
		errors: refusal.fields,
		stored: refusal.code === 'conflict' ? stored : undefined
	};
}

export function fieldId({ prefix }: Pick<FormState, 'prefix'>, name: string): string {
	return `${prefix}-${name}`.replace(/[^A-Za-z0-9_-]/g, '-');
}
