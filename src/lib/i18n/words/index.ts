/** Words for codes. They speak by the message catalogue, so views hand out codes and the page says them. */
export { term, termHeading, type Term } from './glossary';
export * from './labels';
export { localised } from './localised';
export { formatPeriod, formatPeriodShort, periodKindLabel, roundPeriod } from './period';
export { changePhrase, rankPhrase, type RankWords } from './rank';
