import { beforeNavigate, goto } from '$app/navigation';
import { m } from '$lib/i18n/paraglide/messages';
import type { AutoSave } from './auto-save';

/** Stores what is left to store before the page is left; what cannot be stored asks first. @returns whether all is stored */
export async function flushAll(savers: readonly Pick<AutoSave<unknown>, 'flush'>[]): Promise<boolean> {
	let isStored = true;
	for (const saver of savers) isStored = (await saver.flush()) && isStored;
	return isStored;
}

/**
 * Keeps the page open while something typed is not stored. For the script of a component.
 * @param isSending the form itself is on its way, and takes everything along
 */
export function guardLeaving(
	savers: () => readonly Pick<AutoSave<unknown>, 'flush' | 'isUnsaved'>[],
	isSending: () => boolean
): void {
	let isLeaving = false;
	beforeNavigate((navigation) => {
		const unsaved = savers().filter((saver) => saver.isUnsaved);
		if (isLeaving || isSending() || unsaved.length === 0) return;
		navigation.cancel();
		const to = navigation.to?.url;
		if (navigation.willUnload || !to) return;
		void flushAll(unsaved).then((isStored) => {
			if (!isStored && !confirm(m.assess_leave())) return;
			isLeaving = true;
			void goto(to).finally(() => (isLeaving = false));
		});
	});
}
