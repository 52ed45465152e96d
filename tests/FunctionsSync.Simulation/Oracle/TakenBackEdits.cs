using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>Edits that only take back others which nobody may have noticed.</summary>
internal static class TakenBackEdits
{
    /// <summary>Notes an edit of one side, <paramref name="here"/>, where the field says again what it said when both sides were last in step.</summary>
    public static void Note(Pair pair, MappedField field, Change change, Track here, Track there)
    {
        if (!pair.Flow.Fields.Contains(field) || !change.IsEditFor(pair.Flow.Name))
        {
            return;
        }

        foreach (var agreed in new[] { pair.LastSavedEqual, pair.LastEqual })
        {
            if (agreed.TryGetValue(field, out var last) && Reading.AreEqual(field, last.Value, change.Value))
            {
                pair.TakenBack.TryAdd(change, last.At);
            }
        }

        // The same where the other side had moved on by the time we brought it what it had said: the two never said it together.
        if (here.LastWrite(pair.Flow.Name) is { } ours && Reading.AreEqual(field, ours.Value, change.Value) && !(there.LastWrite(pair.Flow.Name)?.At > ours.At)
            && there.Changes.LastOrDefault(said => said.At <= ours.At && Reading.AreEqual(field, said.Value, ours.Value)) is { } source)
        {
            pair.TakenBack.TryAdd(change, source.At);
        }
    }
}
