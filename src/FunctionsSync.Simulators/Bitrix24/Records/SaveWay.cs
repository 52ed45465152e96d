namespace FunctionsSync.Simulators.Bitrix24.Records;

internal enum SaveWay
{
    Person,
    ItemMethod,
    ClassicMethod,
}
