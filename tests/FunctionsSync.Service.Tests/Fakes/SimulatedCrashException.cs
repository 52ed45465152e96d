namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>The worker died here: nothing after it runs, nobody tidies up.</summary>
internal sealed class SimulatedCrashException(int step, string name) : Exception($"Died at step {step}, {name}.");
