using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.People;

/// <summary>What a person or a robot enters in the portal's own pages, and the hit it makes.</summary>
internal sealed class PersonInput(PortalState state)
{
    /// <exception cref="ArgumentException">The portal refuses what was entered.</exception>
    public T InHit<T>(int? userId, Func<Save, PortalHit, T> work)
    {
        if (userId is { } id)
            state.Users.Get(id);
        var hit = new PortalHit(userId);
        try
        {
            var result = work(state.SaveBy(userId, SaveWay.Person), hit);
            state.Send(hit);
            return result;
        }
        catch (RestError error)
        {
            throw new ArgumentException(error.Message, error);
        }
    }

    public Dictionary<string, object?> Read(FieldSet known, IReadOnlyDictionary<string, object?> entered)
    {
        var context = state.ValuesFor(null);
        var values = new Dictionary<string, object?>();
        foreach (var (name, value) in entered)
        {
            var field = known.All.FirstOrDefault(each => each.Name == name || each.ItemName == name)
                ?? throw new ArgumentException($"There is no field {name}.", nameof(entered));
            if (field.ReadOnly)
                throw new ArgumentException($"The field {name} cannot be written.", nameof(entered));
            // The vendor's own form can clear a multiple list; only crm.item.update cannot.
            var read = FieldValues.FromItem(field, Node(value), context);
            values[field.Name] = read == FieldType.Keep ? null : read;
        }
        return values;
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        PortalMultifield entry => new JsonObject { ["typeId"] = entry.TypeId, ["valueType"] = entry.ValueType, ["value"] = entry.Value },
        bool flag => flag,
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A field cannot hold a {value.GetType().Name}."),
    };
}
