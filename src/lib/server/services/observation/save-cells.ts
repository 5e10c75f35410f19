import { demand } from '../../../domain/access/can';
import type { EntrySheet } from '../../../domain/indicator/entry-sheet';
import type { Context } from '../../context';
import { getEntrySheet } from './get-entry-sheet';
import { saveEntries, type EntriesToSave, type SavedEntries } from './save-entries';

/**
 * As `saveEntries`, for a page that goes on from what is stored then.
 * @throws DomainError as `saveEntries`
 */
export async function saveCells(
	ctx: Context,
	wish: EntriesToSave
): Promise<{ readonly outcome: SavedEntries; readonly sheet: EntrySheet }> {
	demand(ctx.actor, wish.intent === 'submit' ? 'observation.submit' : 'observation.enter');
	const outcome = await saveEntries(ctx, wish);
	const { sheet } = await getEntrySheet(ctx, { unit: wish.unit, period: wish.period });
	// What was just saved is asked for.
	return { outcome, sheet: sheet! };
}
