import { z } from 'zod';
import { consolidations } from '$lib/domain/assessment/assessment';
import { mostAppealDays, mostAssessorsPerCell, type RoundSettings } from '$lib/domain/round/round-settings';
import { audiences } from '$lib/domain/round/round';
import { m } from '$lib/i18n/paraglide/messages';

const points = z.coerce.number().min(0).max(100);
const bound = z
	.string()
	.trim()
	.transform((text): unknown => (text === '' ? null : text))
	.pipe(z.union([z.null(), points]));

/** The rules of a round as a form sends them. */
export const settingsSchema = z.object({
	audience: z.enum(audiences),
	consolidation: z.enum(consolidations),
	assessorsPerCell: z.coerce.number().int().min(1).max(mostAssessorsPerCell),
	spreadLimit: points,
	commentBelow: bound,
	commentAbove: bound,
	appealWorkingDays: z.coerce.number().int().min(1).max(mostAppealDays)
});

export function readSettings(typed: Readonly<Record<string, string>>): RoundSettings {
	return settingsSchema
		.refine(({ commentBelow, commentAbove }) => (commentBelow ?? 0) <= (commentAbove ?? 100), {
			path: ['commentBelow'],
			error: () => m.rounds_band_order()
		})
		.parse(typed);
}

/** Rules as the fields of a form. */
export function settingsFields(settings: RoundSettings): Record<string, string> {
	const text = (value: number | null) => (value === null ? '' : String(value));
	return {
		audience: settings.audience,
		consolidation: settings.consolidation,
		assessorsPerCell: text(settings.assessorsPerCell),
		spreadLimit: text(settings.spreadLimit),
		commentBelow: text(settings.commentBelow),
		commentAbove: text(settings.commentAbove),
		appealWorkingDays: text(settings.appealWorkingDays)
	};
}
