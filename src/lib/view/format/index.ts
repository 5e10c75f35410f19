export { compareNames } from './collation';
export {
	formatDate,
	formatDateTime,
	formatDay,
	formatLastDay,
	formatTime,
	monthName,
	toIsoDate
} from './date';
export type { FormatLocale } from './locale';
export {
	formatDelta,
	formatFigure,
	formatHeadline,
	formatLarge,
	formatNumber,
	formatPercent,
	formatScore,
	formatShare,
	withUnit
} from './number';
