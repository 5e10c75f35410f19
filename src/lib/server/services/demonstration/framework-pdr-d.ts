import type { FrameworkDefinitionInput } from '../../../domain/framework/definition';
import {
	between,
	byAssessors,
	commonSettings,
	dimension,
	lessBetween,
	opennessTargetPercent,
	volumeAmongPeers
} from './framework-dimensions';

/** Public data resources, departments: six dimensions, 100 points, compared within their sector. */
export const departmentFramework: FrameworkDefinitionInput = {
	...commonSettings,
	code: 'PDR-D',
	name: { en: 'Public data resources: departments', 'zh-CN': '公共数据资源评价体系（部门）' },
	rules: [...commonSettings.rules],
	grades: [...commonSettings.grades],
	scale: [0, 100],
	peers: 'sector',
	nodes: [
		{ code: 'PDR-D', name: { en: 'Total', 'zh-CN': '总分' }, aggregate: 'arithmetic' },
		dimension('PDR-D', 'SHR', 25),
		between('SHR-01', 5, 0, 100),
		between('SHR-02', 5, 0, 100),
		volumeAmongPeers('SHR-03', 5),
		between('SHR-04', 7, 0, 100),
		between('SHR-05', 3, 95, 99.9),
		dimension('PDR-D', 'OPN', 25),
		between('OPN-01', 8, 0, opennessTargetPercent),
		between('OPN-02', 5, 0, 100),
		between('OPN-03', 4, 0, 100),
		between('OPN-04', 5, 0, 100),
		volumeAmongPeers('OPN-05', 3),
		dimension('PDR-D', 'QLT', 20),
		between('QLT-01', 7, 0, 100),
		between('QLT-02', 4, 80, 100),
		between('QLT-03', 5, 0, 100),
		between('QLT-04', 4, 0, 100),
		dimension('PDR-D', 'FBK', 15),
		lessBetween('FBK-01', 7, 1, 20),
		between('FBK-02', 5, 0, 100),
		between('FBK-03', 3, 1, 5),
		dimension('PDR-D', 'MGT', 9),
		between('MGT-01', 4, 0, 100),
		byAssessors('MGT-03', 5),
		dimension('PDR-D', 'SEC', 6),
		between('SEC-01', 3, 0, 100),
		byAssessors('SEC-02', 3)
	]
};

/** Indicators whose node has another code: departments count plainly what regions count per 10,000 inhabitants. */
export const departmentNodeIndicators: Readonly<Record<string, string>> = { 'OPN-05': 'OPN-05-D' };
