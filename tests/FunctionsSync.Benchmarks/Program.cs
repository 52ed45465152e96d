using BenchmarkDotNet.Running;
using FunctionsSync.Benchmarks;

BenchmarkSwitcher.FromTypes([typeof(ReconcilerBenchmarks)]).Run(args);
