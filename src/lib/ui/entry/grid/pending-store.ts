import type { SentCell } from '$lib/view/entry-grid/grid-cell';
import type { PendingStore } from '$lib/view/entry-grid/save-queue';

const prefix = 'yardstick.entry.';
const fields = ['value', 'numerator', 'denominator', 'distribution', 'reason', 'note'] as const;

/**
 * What was typed on this device and is not stored by the server yet. A browser may refuse to remember anything (private windows,
 * full disks): then there is nothing, and the page still warns before it is left.
 */
export function pendingStore(key: string): PendingStore {
	return {
		read() {
			try {
				const kept: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? '[]');
				return Array.isArray(kept) ? kept.filter(isSentCell) : [];
			} catch {
				return [];
			}
		},
		write(cells) {
			try {
				if (cells.length === 0) localStorage.removeItem(prefix + key);
				else localStorage.setItem(prefix + key, JSON.stringify(cells));
			} catch {
				// Nothing can be remembered here; the warning before leaving remains.
			}
		}
	};
}

function isSentCell(kept: unknown): kept is SentCell {
	if (typeof kept !== 'object' || kept === null) return false;
	const { code, revision, typed, isConfirmed, justification } = kept as Partial<SentCell>;
	return (
		typeof code === 'string' &&
		typeof revision === 'number' &&
		typeof isConfirmed === 'boolean' &&
		typeof justification === 'string' &&
		typeof typed === 'object' &&
		fields.every((field) => typeof typed[field] === 'string')
	);
}
