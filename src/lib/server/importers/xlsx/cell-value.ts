import type { CellValue } from '../row-source';
import type { FormatKind } from './number-format';

/** 9999-12-31, the last day that a sheet can show. */
const lastSerial = 2_958_465;
const secondsInDay = 86_400;

/** A cell as text and, where it is none, as what it is. */
export interface ReadCell {
	readonly text: string;
	readonly typed?: CellValue;
}

/** A number as its format shows it. */
export function numberCell(value: number, format: FormatKind, is1904: boolean): ReadCell {
	if (format === 'percent') {
		return { text: `${tidy(value * 100)}%`, typed: { kind: 'percent', value } };
	}
	if (format !== 'number') {
		const iso = serialToIso(value, is1904);
		if (iso !== undefined) return { text: asShown(iso, format), typed: { kind: 'date', iso } };
	}
	return { text: tidy(value), typed: { kind: 'number', value } };
}

/**
 * The date that a serial number stands for, or undefined where it stands for none. In the 1900 system 60 is the 29th of February
 * 1900, a day that never was: days before it count one less. The 1904 system begins with 0 on the 1st of January 1904.
 */
export function serialToIso(serial: number, is1904: boolean): string | undefined {
	if (!(serial >= 0 && serial < lastSerial + 1)) return undefined;
	const seconds = Math.round(serial * secondsInDay);
	const days = Math.floor(seconds / secondsInDay);
	const sinceEpoch = is1904 ? days - 24_107 : days - (days < 60 ? 25_568 : 25_569);
	const date = new Date((sinceEpoch * secondsInDay + (seconds % secondsInDay)) * 1000).toISOString();
	return seconds % secondsInDay === 0 ? date.slice(0, 10) : date.slice(0, 19);
}

function asShown(iso: string, format: FormatKind): string {
	return format === 'month' ? iso.slice(0, 7) : format === 'year' ? iso.slice(0, 4) : iso;
}

/** A number without what binary fractions leave at its end: sheets show fifteen digits. */
function tidy(value: number): string {
	const text = String(value);
	return text.length <= 15 ? text : String(Number(value.toPrecision(15)));
}
