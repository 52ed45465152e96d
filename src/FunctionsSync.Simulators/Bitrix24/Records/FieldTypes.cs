namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The types there are.</summary>
internal static class FieldTypes
{
    public static readonly FieldType Text = new TextType("string");
    public static readonly FieldType Line = new TextType("string", 255);
    public static readonly FieldType Status = new TextType("crm_status", 50);
    public static readonly FieldType Currency = new TextType("crm_currency", 50);
    public static readonly FieldType Integer = new IntegerType("integer");
    public static readonly FieldType User = new IntegerType("user");
    public static readonly FieldType Category = new IntegerType("crm_category");
    public static readonly FieldType Company = new IntegerType("crm_company", zeroIsEmpty: true);
    public static readonly FieldType Contact = new IntegerType("crm_contact", zeroIsEmpty: true);
    public static readonly FieldType Lead = new IntegerType("crm_lead", zeroIsEmpty: true);
    public static readonly FieldType Quote = new IntegerType("crm_quote", zeroIsEmpty: true);
    public static readonly FieldType Amount = new DoubleType(isColumn: true);
    public static readonly FieldType Multifield = new MultifieldType();
    public static readonly FieldType Flag = new FlagType();
    public static readonly FieldType Date = new DateType();
    public static readonly FieldType DateTime = new DateTimeType();

    private static readonly Dictionary<string, FieldType> UserTypes = new FieldType[]
    {
        Text, new TextType("url"), new TextType("crm"), new TextType("crm_status"), Integer, new IntegerType("employee"),
        new IntegerType("iblock_element"), new IntegerType("iblock_section"), new DoubleType(isColumn: false), new BooleanType(),
        new EnumerationType(), Date, DateTime, new MoneyType(), new AddressType(), new FileType(),
    }.ToDictionary(type => type.Code);

    public static FieldType OfUserField(string code) => UserTypes.TryGetValue(code, out var type)
        ? type
        : throw new ArgumentException(
            $"The simulated portal has no user field type '{code}'. It has: {string.Join(", ", UserTypes.Keys)}.", nameof(code));
}
