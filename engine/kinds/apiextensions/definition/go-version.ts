import { goPointer, goQuote } from '../../../api/go-format.ts';
import { type GoValue, goValue } from '../../../api/validation/field-error.ts';
import { isShared, type Part, type Version } from './shared-parts.ts';

type Column = NonNullable<Version['additionalPrinterColumns']>[number];

const PACKAGE = 'apiextensions';

/** The versions as Go prints them (`%#v`); what is not shared is printed as a pointer, whose address nobody can tell. */
export function goVersions(versions: readonly Version[] | undefined): GoValue {
  const type = `[]${PACKAGE}.CustomResourceDefinitionVersion`;
  if (versions === undefined) return goValue(`${type}(nil)`);
  return goValue(`${type}{${versions.map((version) => goVersion(version, versions)).join(', ')}}`);
}

/** One version as Go prints it. `all`: those of the same definition. */
export function goVersion(version: Version, all: readonly Version[]): string {
  const own = (part: Part): boolean => version[part] !== undefined && !isShared(all, part);
  const fields = [
    `Name:${goQuote(version.name ?? '')}`,
    `Served:${String(version.served === true)}`,
    `Storage:${String(version.storage === true)}`,
    `Deprecated:${String(version.deprecated === true)}`,
    `DeprecationWarning:${goPointer('string', version.deprecationWarning !== undefined)}`,
    `Schema:${goPointer(`${PACKAGE}.CustomResourceValidation`, own('schema'))}`,
    `Subresources:${goPointer(`${PACKAGE}.CustomResourceSubresources`, own('subresources'))}`,
    `AdditionalPrinterColumns:${goColumns(own('additionalPrinterColumns') ? version.additionalPrinterColumns : undefined)}`,
  ];
  return `${PACKAGE}.CustomResourceDefinitionVersion{${fields.join(', ')}}`;
}

function goColumns(columns: readonly Column[] | undefined): string {
  const type = `${PACKAGE}.CustomResourceColumnDefinition`;
  if (columns === undefined) return `[]${type}(nil)`;
  const texts = columns.map(({ name, type: of, format = '', description = '', priority = 0, jsonPath }) => {
    const quoted = `Name:${goQuote(name ?? '')}, Type:${goQuote(of ?? '')}, Format:${goQuote(format)}, Description:${goQuote(description)}`;
    return `${type}{${quoted}, Priority:${priority}, JSONPath:${goQuote(jsonPath ?? '')}}`;
  });
  return `[]${type}{${texts.join(', ')}}`;
}
