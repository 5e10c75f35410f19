import { fail, type ActionFailure } from '@sveltejs/kit';
import { DomainError } from '$lib/domain/errors';
import { m } from '$lib/i18n/paraglide/messages';
import type { Refusal } from '$lib/server/hooks/fail-with';

/** Says beside the field what the service found wrong with it. */
export function tokenFieldErrors(refused: ActionFailure<Refusal>, error: unknown): ActionFailure<Refusal> {
	const field = error instanceof DomainError ? error.details['field'] : undefined;
	const unit = error instanceof DomainError ? error.details['unit'] : undefined;
	if (error instanceof DomainError && error.code === 'conflict') {
		return fail(refused.status, { ...refused.data, message: m.tokens_too_many(), fields: {} });
	}
	if (typeof field !== 'string') return refused;
	const words: Record<string, string> = {
		permissions: m.tokens_permissions_none(),
		units: typeof unit === 'string' ? m.tokens_unit_not_yours({ unit }) : m.tokens_units_none(),
		days: m.auth_field_invalid()
	};
	return fail(refused.status, { ...refused.data, fields: { [field]: words[field] ?? refused.data.message } });
}
