import { measures, frequencies, timeRules, rollUpRules } from '../../domain/indicator/indicator';
import { unitFlags, unitKinds, unitLevels } from '../../domain/unit/unit';
import { m } from '../paraglide/messages';
import {
	frequencyLabel,
	levelLabel,
	measureLabel,
	sectorLabel,
	timeRuleLabel,
	unitKindLabel
} from './labels';
import { flagLabel, rollUpLabel } from './register';

const fields: Readonly<Record<string, () => string>> = {
	code: m.register_unit_code,
	kind: m.register_audit_unit_kind,
	level: m.register_field_level,
	parent: m.register_audit_parent,
	from: m.register_audit_from,
	closed: m.register_audit_closed,
	validFrom: m.register_audit_valid_from,
	validTo: m.register_audit_valid_to,
	'name.en': m.register_field_name_en,
	'name.zh-CN': m.register_field_name_zh,
	'shortName.en': m.register_field_short_en,
	'shortName.zh-CN': m.register_field_short_zh,
	sector: m.register_field_sector,
	timeZone: m.register_field_time_zone,
	'tile.column': m.register_field_tile_column,
	'tile.row': m.register_field_tile_row,
	abbreviation: m.register_field_abbreviation,
	flag: m.register_field_flag,
	isRanked: m.register_field_ranked,
	approvalSteps: m.register_field_approval,
	groupSet: m.register_audit_group_set,
	group: m.register_audit_group,
	units: m.register_audit_units,
	changed: m.register_audit_changed,
	rows: m.register_audit_rows,
	inserted: m.register_audit_inserted,
	same: m.register_audit_same,
	rejected: m.register_audit_rejected,
	'flagged.placeholder': m.register_flag_placeholder,
	'flagged.developmentZone': m.register_flag_development_zone,
	'definition.en': m.register_field_definition_en,
	'definition.zh-CN': m.register_field_definition_zh,
	measure: m.register_field_measure,
	'unitLabel.en': m.register_field_unit_label_en,
	'unitLabel.zh-CN': m.register_field_unit_label_zh,
	direction: m.register_field_direction,
	frequency: m.register_field_frequency,
	timeRule: m.register_field_time_rule,
	rollUp: m.register_field_roll_up,
	statistic: m.register_field_statistic,
	isRatio: m.register_field_ratio,
	factor: m.register_field_factor,
	isScored: m.register_field_scored,
	'numerator.en': m.register_field_numerator_en,
	'numerator.zh-CN': m.register_field_numerator_zh,
	'denominator.en': m.register_field_denominator_en,
	'denominator.zh-CN': m.register_field_denominator_zh,
	'source.en': m.register_field_source_en,
	'source.zh-CN': m.register_field_source_zh,
	'owner.en': m.register_field_owner_en,
	'owner.zh-CN': m.register_field_owner_zh,
	minimum: m.register_field_minimum,
	maximum: m.register_field_maximum,
	decimals: m.register_field_decimals,
	isRetired: m.register_audit_is_retired,
	indicator: m.register_audit_indicator,
	period: m.register_audit_period,
	reason: m.register_audit_reason
};

/** A field of audit rows about units, indicators and targets, in words. */
export function registerAuditField(field: string): string | undefined {
	return field.startsWith('rubric.') ? m.register_rubric() : fields[field]?.();
}

const codes: Readonly<Record<string, readonly [readonly string[], (code: never) => string]>> = {
	kind: [unitKinds, unitKindLabel],
	level: [unitLevels, levelLabel],
	flag: [unitFlags, flagLabel],
	measure: [measures, measureLabel],
	frequency: [frequencies, frequencyLabel],
	timeRule: [timeRules, timeRuleLabel],
	rollUp: [rollUpRules, rollUpLabel]
};

/** What stands in such a field, where it is a code with words of its own. */
export function registerAuditValue(value: string, field: string): string | undefined {
	if (field === 'sector') return sectorLabel(value);
	const [known, label] = codes[field] ?? [];
	return known?.includes(value) ? label?.(value as never) : undefined;
}
