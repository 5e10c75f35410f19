import { describe, expect, it } from 'vitest';
import { divisionCode, divisionFlag, shortDivisionName } from '../../../src/lib/domain/unit/division';

describe('what a division is flagged', () => {
	it.each([
		['prefecture', '1101', '市辖区', '北京市', 'placeholder'],
		['prefecture', '5002', '县', '重庆市', 'placeholder'],
		['prefecture', '4190', '省直辖县级行政区划', '河南省', 'placeholder'],
		['prefecture', '6590', '自治区直辖县级行政区划', '新疆维吾尔自治区', 'placeholder'],
		['county', '441900', '东莞市', '东莞市', 'placeholder'],
		['county', '410171', '郑州经济技术开发区', '郑州市', 'developmentZone'],
		['county', '320576', '苏州工业园区', '苏州市', 'developmentZone'],
		['county', '620171', '兰州新区', '兰州市', 'developmentZone'],
		['county', '140971', '五台山风景名胜区', '忻州市', 'developmentZone'],
		['county', '310115', '浦东新区', '市辖区', null],
		['county', '130706', '下花园区', '张家口市', null],
		['county', '140109', '万柏林区', '太原市', null],
		['county', '429021', '神农架林区', '省直辖县级行政区划', null],
		['county', '110101', '东城区', '市辖区', null],
		['prefecture', '1301', '石家庄市', '河北省', null],
		['province', '11', '北京市', undefined, null]
	] as const)('%s %s %s', (level, code, name, parent, flag) => {
		expect(divisionFlag(level, code, name, parent)).toBe(flag);
	});
});

it('says names as people do', () => {
	expect(
		[
			['province', '北京市'],
			['province', '内蒙古自治区'],
			['province', '新疆维吾尔自治区'],
			['prefecture', '石家庄市'],
			['prefecture', '市辖区'],
			['prefecture', '延边朝鲜族自治州'],
			['county', '赵县']
		].map(([level, name]) => shortDivisionName(level as 'province', name!))
	).toEqual(['北京', '内蒙古', '新疆', '石家庄', '市辖区', '延边朝鲜族自治州', '赵县']);
});

it('gives a prefecture’s only county a code beside that of the prefecture', () => {
	expect(divisionCode('province', '11')).toBe('110000');
	expect(divisionCode('prefecture', '4419')).toBe('441900');
	expect(divisionCode('county', '441900')).toBe('441900-county');
	expect(divisionCode('county', '110101')).toBe('110101');
});
